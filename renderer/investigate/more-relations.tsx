import { useState } from 'react';
import type { Hop } from '../../schema/contract.ts';
import { RELATION_KINDS } from '../../schema/kinds/relation-kinds.ts';
import { engine } from '../engine-client.ts';
import { plural } from '../entity/kind.ts';
import { showFailure } from '../frame/session-store.ts';
import { selectHops, useInvestigate } from './investigate-store.ts';

/** Where a hop stands for several relations between the same two entities: fetches and shows all of them when asked. */
export function MoreRelations({ handle, hops }: { readonly handle: string; readonly hops: readonly Hop[] }) {
  const [busy, setBusy] = useState(false);
  const [hop] = hops;
  const more = Math.max(0, ...hops.map((each) => each.parallel ?? 1)) - hops.length;
  if (!hop || more <= 0) return null;
  const open = async () => {
    setBusy(true);
    try {
      const { relations } = await engine.request('explain', { handle, from: hop.from, to: hop.to });
      const taken = relations.filter(({ kind }) => RELATION_KINDS[kind].traversable);
      const others = taken.filter((each) => !hops.some((shown) => same(shown, each)));
      // Chosen meanwhile: what was asked for is no longer what is looked at.
      const { selection } = useInvestigate.getState();
      if (selection?.kind === 'hops' && selection.hops === hops) selectHops([...hops, ...others]);
    } catch (thrown) {
      showFailure(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <p className="pad">
      <button type="button" className="button" disabled={busy} onClick={() => void open()}>
        Show {plural(more, 'more relation')} between these two
      </button>
    </p>
  );
}

function same(a: Hop, b: Hop): boolean {
  return a.kind === b.kind && a.rule === b.rule && JSON.stringify(a.proof) === JSON.stringify(b.proof);
}
