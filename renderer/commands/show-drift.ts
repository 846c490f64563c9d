import { useCompare } from '../compare/compare-store.ts';
import { go } from '../frame/navigation-store.ts';
import { type Command, withSnapshot } from './command.ts';

export const showDrift: Command = {
  id: 'show-drift',
  label: 'Show the drift report',
  menu: 'Go',
  keywords: ['drift', 'weekly', 'new', 'compare', 'changes', 'programme'],
  shortcut: null,
  when: withSnapshot,
  run: () => {
    useCompare.setState({ part: 0 });
    go('compare');
  },
};
