import { verifySnapshot } from '../coverage/integrity-store.ts';
import { go } from '../frame/navigation-store.ts';
import { type Command, withSnapshot } from './command.ts';

export const verifySnapshotCommand: Command = {
  id: 'verify-snapshot',
  label: 'Verify that this snapshot was not altered',
  menu: 'File',
  keywords: ['integrity', 'digest', 'seal', 'hash', 'tampered'],
  shortcut: 'Mod+Shift+V',
  when: withSnapshot,
  run: () => {
    go('coverage');
    void verifySnapshot();
  },
};
