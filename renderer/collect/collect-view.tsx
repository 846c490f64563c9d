import { RotateCcw, SkipForward } from 'lucide-react';
import { useEffect } from 'react';
import { FailureNote } from '../frame/failure-note.tsx';
import { CollectForm } from './collect-form.tsx';
import { COLLECT_PROVIDERS } from './collect-providers.ts';
import { useCollect } from './collect-store.ts';
import { FoundCard } from './found-card.tsx';
import { ImportCard } from './import-card.tsx';
import { collectSources, discover } from './jobs.ts';
import { RunningJob } from './running-job.tsx';
import './collect.css';

/** Sources of every kind into one snapshot: what was found, what will be read, what is happening. */
export function CollectView() {
  const { job, failure, profiles, resuming } = useCollect();
  useEffect(() => {
    if (profiles === null) void discover();
  }, [profiles]);
  return (
    <div className="view">
      <div className="view-inner">
        <header>
          <h1>Collect</h1>
          <p className="muted">
            Nothing leaves this machine but the read-only calls themselves. What is denied or fails is
            recorded as a gap.
          </p>
        </header>
        {failure && (
          <FailureNote failure={failure} onDismiss={() => useCollect.setState({ failure: null })}>
            <GoOn />
          </FailureNote>
        )}
        {job ? (
          <RunningJob job={job} />
        ) : (
          <>
            {resuming === null && <FoundCard />}
            {resuming === null && <ImportCard />}
            <CollectForm />
          </>
        )}
      </div>
    </div>
  );
}

/** After a failure: resume what was cut off, or go on with the rest of the list without it. */
function GoOn() {
  const state = useCollect();
  const { failure, failed, form } = state;
  const resumable = failure?.code === 'collection-failed' || failure?.code === 'cancelled';
  const sources = failed?.sources ?? [COLLECT_PROVIDERS[state.provider].source(state)];
  const out = failed?.out ?? form.out;
  const [first, ...rest] = sources;
  if (out === '' || !first) return null;
  return (
    <div className="row wrap">
      {resumable && first.channel.startsWith('collect.') && (
        <button type="button" className="button" onClick={() => void collectSources(sources, out, 'resume')}>
          <RotateCcw size={14} aria-hidden /> Resume where it stopped
        </button>
      )}
      {!resumable && failed !== null && rest.length > 0 && (
        <button
          type="button"
          className="button"
          onClick={() => void collectSources(rest, out, failed.added ? 'add' : 'new')}
        >
          <SkipForward size={14} aria-hidden /> Go on without it
        </button>
      )}
    </div>
  );
}
