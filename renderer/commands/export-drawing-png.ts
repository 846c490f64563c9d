import { saveDrawing } from '../investigate/save-drawing.ts';
import { type Command, withDrawing } from './command.ts';

export const exportDrawingPng: Command = {
  id: 'export-drawing-png',
  label: 'Save the drawing as PNG…',
  menu: 'File',
  keywords: ['picture', 'image', 'export', 'report'],
  shortcut: null,
  when: withDrawing,
  run: () => saveDrawing('png'),
};
