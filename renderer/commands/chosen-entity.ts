import type { EntityRecord } from '../../schema/contract.ts';
import { entitiesById } from '../entity/entity-cache.ts';
import { showFailure, useSession } from '../frame/session-store.ts';
import { useInvestigate } from '../investigate/investigate-store.ts';
import type { CommandState } from './command.ts';

export const withEntity = (state: CommandState): boolean => state.snapshotOpen && state.entity !== null;

/** Runs `work` on the entity that is chosen in the inspector. */
export async function onChosenEntity(work: (entity: EntityRecord) => void | Promise<void>): Promise<void> {
  const { selection } = useInvestigate.getState();
  const handle = useSession.getState().snapshot?.handle;
  if (selection?.kind !== 'entity' || handle === undefined) return;
  try {
    const entity = (await entitiesById(handle, [selection.id])).get(selection.id);
    if (entity) await work(entity);
  } catch (thrown) {
    showFailure(thrown);
  }
}
