import { useEffect, useState } from 'react';
import type { EntityRecord } from '../../schema/contract.ts';
import { entitiesById } from './entity-cache.ts';

const NONE: ReadonlyMap<string, EntityRecord> = new Map();

/** The entities with these ids as far as they have been read; `ids` must be the same list while nothing changes. */
export function useEntities(
  handle: string | null,
  ids: readonly string[],
): ReadonlyMap<string, EntityRecord> {
  const [entities, setEntities] = useState(NONE);
  useEffect(() => {
    if (handle === null || ids.length === 0) return;
    const abort = new AbortController();
    entitiesById(handle, ids, abort.signal).then(
      (known) => {
        if (!abort.signal.aborted) setEntities(new Map(known));
      },
      () => undefined, // Ids are shown in place of names.
    );
    return () => abort.abort();
  }, [handle, ids]);
  return entities;
}
