import { useEffect, useState } from 'react';
import type { TrendMeasure } from '../../schema/measures.ts';
import { engine } from '../engine-client.ts';
import { showFailure } from '../frame/session-store.ts';

/** Ids of the entities behind a measure of the open snapshot; null while they are read. */
export function useBehind(handle: string, measure: TrendMeasure): readonly string[] | null {
  const own = measure.entities.length === measure.count ? measure.entities : null;
  const [read, setRead] = useState<readonly string[] | null>(null);
  useEffect(() => {
    if (own) return;
    const abort = new AbortController();
    engine.request('measures', { snapshots: [{ handle }], entities: true }, { signal: abort.signal }).then(
      ({ columns }) => setRead(columns[0]?.measures.find(({ id }) => id === measure.id)?.entities ?? []),
      (thrown: unknown) => {
        if (!abort.signal.aborted) showFailure(thrown);
      },
    );
    return () => abort.abort();
  }, [handle, measure.id, own]);
  return own ?? read;
}
