import { saveDrawing } from '../investigate/save-drawing.ts';
import { type Command, withDrawing } from './command.ts';

export const exportDrawingSvg: Command = {
  id: 'export-drawing-svg',
  label: 'Save the drawing as SVG…',
  menu: 'File',
  keywords: ['picture', 'image', 'export', 'report'],
  shortcut: null,
  when: withDrawing,
  run: () => saveDrawing('svg'),
};
