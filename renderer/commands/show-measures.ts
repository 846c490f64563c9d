import { showProgrammePart } from '../programme/programme-store.ts';
import { always, type Command } from './command.ts';

export const showMeasures: Command = {
  id: 'show-measures',
  label: 'Show the measures of the programme',
  menu: 'Go',
  keywords: ['metrics', 'trend', 'ratio', 'coverage'],
  shortcut: null,
  when: always,
  run: () => showProgrammePart('measures'),
};
