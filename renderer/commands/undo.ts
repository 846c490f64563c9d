import { here, useNavigation } from '../frame/navigation-store.ts';
import { undoableOf } from '../frame/undoable.ts';
import type { Command } from './command.ts';

export const undo: Command = {
  id: 'undo',
  label: 'Undo the last change in the view',
  menu: 'Edit',
  keywords: ['take back', 'view', 'hide', 'pin', 'disable'],
  shortcut: 'Mod+Z',
  when: (state) => state.canUndo,
  notWhileTyping: true,
  run: () => undoableOf(here(useNavigation.getState()).view)?.undo(),
};
