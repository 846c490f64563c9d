import { goBack } from '../frame/navigation-store.ts';
import type { Command } from './command.ts';

export const goBackCommand: Command = {
  id: 'go-back',
  label: 'Back',
  menu: 'Go',
  keywords: ['previous', 'answer'],
  shortcut: 'Alt+Left',
  when: (state) => state.canGoBack,
  run: goBack,
};
