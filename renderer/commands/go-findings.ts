import { go } from '../frame/navigation-store.ts';
import { type Command, withSnapshot } from './command.ts';

export const goFindings: Command = {
  id: 'go-findings',
  label: 'Findings',
  menu: 'Go',
  keywords: ['problems', 'wrong', 'risks', 'severity', 'unused', 'keys'],
  shortcut: 'Mod+7',
  when: withSnapshot,
  run: () => go('findings'),
};
