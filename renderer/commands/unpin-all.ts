import { unpinAll } from '../investigate/edit-view.ts';
import { type Command, withDrawing } from './command.ts';

export const unpinAllCommand: Command = {
  id: 'unpin-all',
  label: 'Unpin everything',
  menu: 'View',
  keywords: ['layout', 'drawing', 'again'],
  shortcut: null,
  when: (state) => withDrawing(state) && state.edits.pins.size > 0,
  run: unpinAll,
};
