import { go } from '../frame/navigation-store.ts';
import { askExposure } from '../investigate/ask.ts';
import { onChosenEntity, withEntity } from './chosen-entity.ts';
import type { Command } from './command.ts';

export const entityExposure: Command = {
  id: 'entity-exposure',
  label: 'What reaches the chosen entity',
  menu: 'Go',
  keywords: ['exposure', 'who can reach'],
  shortcut: 'Mod+Shift+Enter',
  when: withEntity,
  context: 'entity',
  short: 'Who can reach it',
  group: 'ask',
  run: () =>
    onChosenEntity((entity) => {
      go('investigate');
      return askExposure(entity);
    }),
};
