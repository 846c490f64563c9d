import type { EntityRecord } from '../../schema/contract.ts';
import { entitiesById } from '../entity/entity-cache.ts';
import { showFailure } from '../frame/session-store.ts';

/** Runs `work` on the entity with this id, and tells of its failure. */
export async function onEntity(
  handle: string,
  id: string,
  work: (entity: EntityRecord) => void | Promise<void>,
): Promise<void> {
  try {
    const entity = (await entitiesById(handle, [id])).get(id);
    if (entity) await work(entity);
  } catch (thrown) {
    showFailure(thrown);
  }
}
