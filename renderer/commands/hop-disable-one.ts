import { disableHop } from '../investigate/edit-view.ts';
import { chosenHops } from '../investigate/investigate-store.ts';
import { type Command, withPart } from './command.ts';

const withPaths = withPart('paths');

export const hopDisableOne: Command = {
  id: 'hop-disable-one',
  label: 'Disable the chosen relation alone, not those beside it',
  menu: 'Edit',
  keywords: ['without', 'remove', 'block', 'parallel'],
  shortcut: null,
  when: (state) => withPaths(state) && state.hops.some((hop) => (hop.parallel ?? 1) > 1),
  context: 'hops',
  short: 'Disable this kind of relation alone',
  group: 'change',
  run: () => {
    const [hop] = chosenHops();
    if (hop) return disableHop(hop, hop.kind);
  },
};
