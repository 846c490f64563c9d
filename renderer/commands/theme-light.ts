import { chooseTheme } from '../theme/theme-store.ts';
import { always, type Command } from './command.ts';

export const themeLight: Command = {
  id: 'theme-light',
  label: 'Light theme',
  menu: 'View',
  keywords: ['appearance', 'colour'],
  shortcut: null,
  when: always,
  run: () => chooseTheme('light'),
};
