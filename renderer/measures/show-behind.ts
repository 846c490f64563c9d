import type { TrendMeasure } from '../../schema/measures.ts';
import { go } from '../frame/navigation-store.ts';
import { useIdentitiesMode } from '../identities/identities-mode.ts';
import { ALL, listMachines } from '../identities/machines-store.ts';

/** Shows the machine identities behind a measure of the open snapshot in Identities, with all that is known of each. */
export function showBehind(handle: string, { id, title }: Pick<TrendMeasure, 'id' | 'title'>): void {
  useIdentitiesMode.setState({ mode: 'machines' });
  void listMachines(handle, { ...ALL, behind: { id, title } });
  go('identities');
}
