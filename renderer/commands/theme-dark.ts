import { chooseTheme } from '../theme/theme-store.ts';
import { always, type Command } from './command.ts';

export const themeDark: Command = {
  id: 'theme-dark',
  label: 'Dark theme',
  menu: 'View',
  keywords: ['appearance', 'colour'],
  shortcut: null,
  when: always,
  run: () => chooseTheme('dark'),
};
