import { chooseSnapshot } from '../start/choose-snapshot.ts';
import { always, type Command } from './command.ts';

export const openSnapshotCommand: Command = {
  id: 'open-snapshot',
  label: 'Open a snapshot…',
  menu: 'File',
  keywords: ['file', 'load'],
  shortcut: 'Mod+O',
  when: always,
  run: chooseSnapshot,
};
