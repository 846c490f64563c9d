import { go } from '../frame/navigation-store.ts';
import { FOCUS_ASK } from '../investigate/ask-box.tsx';
import { always, type Command } from './command.ts';

export const ask: Command = {
  id: 'ask',
  label: 'Paste a credential or ask about a name',
  menu: 'Go',
  keywords: ['trace', 'search', 'find', 'key', 'token', 'leak'],
  shortcut: 'Mod+L',
  when: always,
  run: () => {
    go('investigate');
    // The box may not be there before the view is.
    requestAnimationFrame(() => window.dispatchEvent(new Event(FOCUS_ASK)));
  },
};
