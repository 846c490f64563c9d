import type { EntityRecord } from '../../schema/contract.ts';
import { useIdentitiesMode } from './identities-mode.ts';
import { chosenInList, useIdentities } from './identities-store.ts';
import { chosenMachines, useMachines } from './machines-store.ts';

/** What marks need to know of an entity. */
export type MarkedEntity = Pick<EntityRecord, 'id' | 'name' | 'tier'>;

/** The entities chosen together in the list of Identities that is shown; none where at most one is. */
export async function severalChosen(): Promise<readonly MarkedEntity[]> {
  if (useIdentitiesMode.getState().mode === 'everything')
    return useIdentities.getState().chosen.rows.size > 1 ? chosenInList() : [];
  if (useMachines.getState().chosen.rows.size < 2) return [];
  return (await chosenMachines()).map(({ id, name, crownJewel }) => ({
    id,
    name,
    tier: crownJewel ? 0 : null,
  }));
}
