import { go } from '../frame/navigation-store.ts';
import { useInvestigate } from '../investigate/investigate-store.ts';
import { onChosenEntity, withEntity } from './chosen-entity.ts';
import type { Command } from './command.ts';

export const entityTarget: Command = {
  id: 'entity-target',
  label: 'Ask for paths to the chosen entity',
  menu: 'Go',
  keywords: ['target', 'to'],
  shortcut: null,
  when: withEntity,
  context: 'entity',
  short: 'Ask for paths to it',
  group: 'ask',
  run: () =>
    onChosenEntity((entity) => {
      useInvestigate.setState({ target: entity });
      go('investigate');
    }),
};
