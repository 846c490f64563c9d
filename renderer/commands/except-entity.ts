import { exceptChosenEntity } from '../exceptions/exception-store.ts';
import { withEntity } from './chosen-entity.ts';
import type { Command } from './command.ts';

export const exceptEntity: Command = {
  id: 'except-entity',
  label: 'Grant an exception for the chosen entity…',
  menu: 'Edit',
  keywords: ['accept', 'risk', 'suppress', 'waive', 'case'],
  shortcut: null,
  when: withEntity,
  context: 'entity',
  short: 'Grant an exception…',
  group: 'mark',
  run: exceptChosenEntity,
};
