import { chooseTheme } from '../theme/theme-store.ts';
import { always, type Command } from './command.ts';

export const themeSystem: Command = {
  id: 'theme-system',
  label: 'Theme of the system',
  menu: 'View',
  keywords: ['appearance', 'colour'],
  shortcut: null,
  when: always,
  run: () => chooseTheme('system'),
};
