import { pinEntity } from '../investigate/edit-view.ts';
import { onChosenEntity } from './chosen-entity.ts';
import type { Command } from './command.ts';

export const entityUnpin: Command = {
  id: 'entity-unpin',
  label: 'Unpin the chosen entity',
  menu: 'View',
  keywords: ['drawing', 'layout'],
  shortcut: null,
  when: (state) => state.entity !== null && state.edits.pins.has(state.entity),
  context: 'entity',
  short: 'Unpin',
  group: 'change',
  run: () => onChosenEntity(({ id }) => pinEntity(id, null)),
};
