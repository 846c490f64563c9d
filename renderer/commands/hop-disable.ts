import { disableHop } from '../investigate/edit-view.ts';
import { chosenHops } from '../investigate/investigate-store.ts';
import { type Command, withHops, withPart } from './command.ts';

const withPaths = withPart('paths');

export const hopDisable: Command = {
  id: 'hop-disable',
  label: 'Disable the chosen hop and see the next path',
  menu: 'Edit',
  keywords: ['without', 'remove', 'block', 'edge'],
  shortcut: 'Mod+D',
  when: (state) => withHops(state) && withPaths(state),
  context: 'hops',
  short: 'Disable this hop',
  group: 'change',
  run: () => {
    const [hop] = chosenHops();
    if (hop) return disableHop(hop);
  },
};
