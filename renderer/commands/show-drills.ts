import { showProgrammePart } from '../programme/programme-store.ts';
import { always, type Command } from './command.ts';

export const showDrills: Command = {
  id: 'show-drills',
  label: 'Show the drills of the programme',
  menu: 'Go',
  keywords: ['tabletop', 'exercise', 'game day', 'mttr', 'token theft', 'ci compromise'],
  shortcut: null,
  when: always,
  run: () => showProgrammePart('drills'),
};
