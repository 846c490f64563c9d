import { useEffect, useState } from 'react';
import type { Output } from '../../schema/contract.ts';
import { engine } from '../engine-client.ts';
import { plural } from '../entity/kind.ts';

/** Counting goes through the whole graph: it waits until the choice has been one for a moment. */
const COUNT_AFTER = 150;

/** How far the entity goes in all, in both directions. */
export function EntityCounts({ handle, id }: { readonly handle: string; readonly id: string }) {
  const [counts, setCounts] = useState<{ readonly id: string; readonly of: Output<'entity.counts'> } | null>(
    null,
  );
  useEffect(() => {
    const abort = new AbortController();
    const timer = setTimeout(() => {
      engine.request('entity.counts', { handle, entity: id }, { signal: abort.signal }).then(
        (of) => setCounts({ id, of }),
        () => undefined, // The relations below are there without it.
      );
    }, COUNT_AFTER);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [handle, id]);
  const known = counts?.id === id ? counts.of : null;
  return (
    <section>
      <h3>In all, over any number of hops</h3>
      <dl className="facts">
        <dt>Reaches</dt>
        <dd>
          {known ? plural(known.reaches.total, 'entity', 'entities') : '…'}
          {known && known.reaches.crownJewels > 0 && (
            <span className="jewel-text"> {plural(known.reaches.crownJewels, 'crown jewel')} among them</span>
          )}
        </dd>
        <dt>Reached by</dt>
        <dd>{known ? plural(known.reachedBy.total, 'entity', 'entities') : '…'}</dd>
      </dl>
    </section>
  );
}
