import { here, useNavigation } from '../frame/navigation-store.ts';
import { undoableOf } from '../frame/undoable.ts';
import type { Command } from './command.ts';

export const redo: Command = {
  id: 'redo',
  label: 'Redo the change in the view',
  menu: 'Edit',
  keywords: ['again', 'view'],
  shortcut: 'Mod+Shift+Z',
  when: (state) => state.canRedo,
  notWhileTyping: true,
  run: () => undoableOf(here(useNavigation.getState()).view)?.redo(),
};
