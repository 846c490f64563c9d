import { askFrom } from '../investigate/ask.ts';
import { openTab } from '../investigate/tabs-store.ts';
import { onChosenEntity, withEntity } from './chosen-entity.ts';
import type { Command } from './command.ts';

export const entityReachesNewTab: Command = {
  id: 'entity-reaches-new-tab',
  label: 'What the chosen entity reaches, in a new tab',
  menu: 'Go',
  keywords: ['trace', 'blast', 'open'],
  shortcut: 'Mod+Alt+Enter',
  when: withEntity,
  context: 'entity',
  short: 'What it reaches, in a new tab',
  group: 'ask',
  run: () =>
    onChosenEntity((entity) => {
      if (openTab()) return askFrom(entity);
    }),
};
