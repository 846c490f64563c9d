import type { EntityRecord } from '../../schema/contract.ts';
import { markAll } from '../case/case-store.ts';
import { entitiesById } from '../entity/entity-cache.ts';
import { here, useNavigation } from '../frame/navigation-store.ts';
import { showFailure, useSession } from '../frame/session-store.ts';
import { type MarkedEntity, severalChosen } from '../identities/several-chosen.ts';
import { useInvestigate } from '../investigate/investigate-store.ts';
import { onEntity } from '../investigate/on-entity.ts';
import type { CommandState } from './command.ts';

export const withEntity = (state: CommandState): boolean => state.snapshotOpen && state.entity !== null;

/** Runs `work` on the entity that is chosen in the inspector. */
export async function onChosenEntity(work: (entity: EntityRecord) => void | Promise<void>): Promise<void> {
  const { selection } = useInvestigate.getState();
  const handle = useSession.getState().snapshot?.handle;
  if (selection?.kind !== 'entity' || handle === undefined) return;
  await onEntity(handle, selection.id, work);
}

/** The entities that a mark is meant for: those chosen in the list of Identities, or the one in the inspector. */
export async function chosenEntities(): Promise<readonly MarkedEntity[]> {
  const several = here(useNavigation.getState()).view === 'identities' ? await severalChosen() : [];
  if (several.length > 0) return several;
  const { selection } = useInvestigate.getState();
  const handle = useSession.getState().snapshot?.handle;
  if (selection?.kind !== 'entity' || handle === undefined) return [];
  const entity = (await entitiesById(handle, [selection.id])).get(selection.id);
  return entity ? [entity] : [];
}

/** Sets one mark on every chosen entity. */
export async function markChosenEntities(mark: {
  readonly mark: 'crown-jewel' | 'compromised';
  readonly value: boolean | null;
}): Promise<void> {
  try {
    await markAll((await chosenEntities()).map(({ id }) => ({ entity: id, ...mark })));
  } catch (thrown) {
    showFailure(thrown);
  }
}
