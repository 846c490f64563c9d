import { Hourglass, RotateCcw } from 'lucide-react';
import { prepareResume, useCollect } from '../collect/collect-store.ts';
import { plural } from '../entity/kind.ts';
import { go } from './navigation-store.ts';
import { useSession } from './session-store.ts';

/** While a cut-off collection is open: how far it got, and the way on. */
export function UnfinishedNote() {
  const info = useSession((state) => state.snapshot?.info);
  const busy = useCollect((state) => state.job !== null || state.resuming !== null);
  if (!info || info.sealedAt !== null || busy) return null;
  return (
    <div className="banner row" role="status">
      <Hourglass size={16} aria-hidden className="fixed" />
      <span className="grow">
        This collection was cut off after {plural(info.counts.calls, 'call')}. What was recorded is kept;
        relations are derived when it is finished, so nothing can be traced yet.
      </span>
      <button type="button" className="button" onClick={() => go('coverage')}>
        See how far it got
      </button>
      <button
        type="button"
        className="button"
        onClick={() => {
          prepareResume(info.path, info.sources.find(({ endedAt }) => endedAt === null)?.kind);
          go('collect');
        }}
      >
        <RotateCcw size={14} aria-hidden /> Resume…
      </button>
    </div>
  );
}
