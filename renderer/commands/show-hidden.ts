import { showHidden } from '../investigate/edit-view.ts';
import { type Command, withDrawing } from './command.ts';

export const showHiddenCommand: Command = {
  id: 'show-hidden',
  label: 'Show what is hidden in the drawing',
  menu: 'View',
  keywords: ['unhide', 'all'],
  shortcut: null,
  when: (state) => withDrawing(state) && state.edits.hidden.length > 0,
  run: showHidden,
};
