import { go } from '../frame/navigation-store.ts';
import { always, type Command } from './command.ts';

export const goProgramme: Command = {
  id: 'go-programme',
  label: 'Go to Programme',
  menu: 'Go',
  keywords: ['measures', 'metrics', 'trend', 'guardrails', 'behaviour', 'drills'],
  shortcut: 'Mod+P',
  when: always,
  run: () => go('programme'),
};
