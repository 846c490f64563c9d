import { goForward } from '../frame/navigation-store.ts';
import type { Command } from './command.ts';

export const goForwardCommand: Command = {
  id: 'go-forward',
  label: 'Forward',
  menu: 'Go',
  keywords: ['next', 'answer'],
  shortcut: 'Alt+Right',
  when: (state) => state.canGoForward,
  run: goForward,
};
