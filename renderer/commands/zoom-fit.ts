import { useDrawing } from '../graph/drawing-store.ts';
import { type Command, withDrawing } from './command.ts';

export const zoomFit: Command = {
  id: 'zoom-fit',
  label: 'Fit the drawing into view',
  menu: 'View',
  keywords: ['zoom', 'all', 'whole'],
  shortcut: 'Mod+Shift+F',
  when: withDrawing,
  run: () => useDrawing.getState().drawing?.fit(),
};
