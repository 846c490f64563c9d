import { chooseSnapshots } from '../measures/measures-store.ts';
import { type Command, withMeasures } from './command.ts';

export const addMeasuredSnapshots: Command = {
  id: 'add-measured-snapshots',
  label: 'Add snapshots to the measures…',
  menu: 'File',
  keywords: ['metrics', 'trend', 'year', 'compare'],
  shortcut: null,
  when: withMeasures,
  run: chooseSnapshots,
};
