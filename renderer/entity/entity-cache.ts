import type { EntityRecord } from '../../schema/contract.ts';
import { engine } from '../engine-client.ts';

/**
 * Entities already seen, for each open snapshot. Answers name entities by id; a drawing needs their kinds and names.
 * A snapshot never changes, so what was read stays true until it is closed.
 */
const caches = new Map<string, Map<string, EntityRecord>>();

function cacheOf(handle: string): Map<string, EntityRecord> {
  let cache = caches.get(handle);
  if (!cache) {
    caches.clear();
    cache = new Map();
    caches.set(handle, cache);
  }
  return cache;
}

/** What is known of entities has changed: a case says otherwise of some. */
export function forgetEntities(): void {
  caches.clear();
}

export function rememberEntities(handle: string, entities: readonly EntityRecord[]): void {
  const cache = cacheOf(handle);
  for (const entity of entities) cache.set(entity.id, entity);
}

/** The entities with these ids, asking the engine for those not seen yet. */
export async function entitiesById(
  handle: string,
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, EntityRecord>> {
  const cache = cacheOf(handle);
  const missing = [...new Set(ids)].filter((id) => !cache.has(id));
  const options = signal ? { signal } : {};
  await Promise.all(
    missing.map(async (id) => {
      const { entity } = await engine.request('entity.inspect', { handle, entity: id, limit: 0 }, options);
      cache.set(id, entity);
    }),
  );
  return cache;
}
