import { go } from '../frame/navigation-store.ts';
import { useIdentitiesMode } from '../identities/identities-mode.ts';
import { listEntities } from '../identities/identities-store.ts';

/** Shows an entity in Identities, where its inspector marks it. */
export function showInInventory(handle: string, entity: string): void {
  useIdentitiesMode.setState({ mode: 'everything' });
  void listEntities(handle, null, entity);
  go('identities');
}
