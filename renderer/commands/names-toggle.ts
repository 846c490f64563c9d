import { useInvestigate } from '../investigate/investigate-store.ts';
import { type Command, withDrawing } from './command.ts';

export const namesToggle: Command = {
  id: 'names-toggle',
  label: 'Show or hide names in the drawing',
  menu: 'View',
  keywords: ['labels', 'screenshot', 'anonymous', 'privacy'],
  shortcut: 'Mod+Shift+L',
  when: withDrawing,
  run: () => useInvestigate.setState(({ names }) => ({ names: !names })),
};
