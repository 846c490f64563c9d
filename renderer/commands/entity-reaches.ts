import { go } from '../frame/navigation-store.ts';
import { askFrom } from '../investigate/ask.ts';
import { onChosenEntity, withEntity } from './chosen-entity.ts';
import type { Command } from './command.ts';

export const entityReaches: Command = {
  id: 'entity-reaches',
  label: 'What the chosen entity reaches',
  menu: 'Go',
  keywords: ['trace', 'blast', 'from here', 'crown jewels'],
  shortcut: 'Mod+Enter',
  when: withEntity,
  context: 'entity',
  short: 'What it reaches',
  group: 'ask',
  run: () =>
    onChosenEntity((entity) => {
      go('investigate');
      return askFrom(entity);
    }),
};
