import { showProgrammePart } from '../programme/programme-store.ts';
import { always, type Command } from './command.ts';

export const showBehaviour: Command = {
  id: 'show-behaviour',
  label: 'Show who does not behave as before',
  menu: 'Go',
  keywords: ['behaviour', 'deviations', 'baseline', 'logs', 'audit', 'cloudtrail', 'anomaly'],
  shortcut: null,
  when: always,
  run: () => showProgrammePart('behaviour'),
};
