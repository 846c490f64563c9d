import { FileUp, LoaderCircle, RotateCcw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { plural } from '../entity/kind.ts';
import { Name } from '../entity/name.tsx';
import { FailureNote } from '../frame/failure-note.tsx';
import { CollectForm } from './collect-form.tsx';
import { COLLECT_PROVIDERS } from './collect-providers.ts';
import { type Job, useCollect } from './collect-store.ts';
import { cancelJob, discover, importFiles } from './jobs.ts';
import './collect.css';

/** Collect or import files: what will be read, then what is happening, then the snapshot. */
export function CollectView() {
  const { job, failure, profiles } = useCollect();
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
            <Resume />
          </FailureNote>
        )}
        {job ? (
          <Running job={job} />
        ) : (
          <>
            <CollectForm />
            <ImportCard />
          </>
        )}
      </div>
    </div>
  );
}

function Resume() {
  const state = useCollect();
  const { failure, form } = state;
  const resumable = failure?.code === 'collection-failed' || failure?.code === 'cancelled';
  if (!resumable || form.out === '') return null;
  return (
    <button
      type="button"
      className="button"
      onClick={() => void COLLECT_PROVIDERS[state.provider].collect(state, true)}
    >
      <RotateCcw size={14} aria-hidden /> Resume where it stopped
    </button>
  );
}

function ImportCard() {
  const files = useCollect((state) => state.files);
  return (
    <section className="card" aria-label="Import files">
      <h2>From AWS files</h2>
      <p className="muted">
        The output of <span className="mono">aws iam get-account-authorization-details</span>, or a folder of
        AWS CLI outputs. Files are told apart by what is in them, not by their names.
      </p>
      {files.length > 0 && (
        <ul className="mono small">
          {files.map((file) => (
            <li key={file}>
              <Name text={file} length={100} />
            </li>
          ))}
        </ul>
      )}
      <div className="row">
        <button type="button" className="button" onClick={() => void importFiles(files)}>
          <FileUp size={16} aria-hidden />{' '}
          {files.length > 0 ? `Import ${plural(files.length, 'item')}…` : 'Choose files…'}
        </button>
        <span className="muted small">They can also be dropped on this window.</span>
      </div>
    </section>
  );
}

function Elapsed({ since }: { readonly since: number }) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.floor((now - since) / 1000));
  return (
    <span className="muted">
      {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, '0')}
    </span>
  );
}

function Running({ job }: { readonly job: Job }) {
  return (
    <section className="card" aria-label="Progress">
      <div className="row">
        <LoaderCircle size={16} aria-hidden className="spin" />
        <h2 className="grow">
          <Name text={job.title} />
        </h2>
        <Elapsed since={job.startedAt} />
        <button type="button" className="button" disabled={job.state === 'cancelling'} onClick={cancelJob}>
          {job.state === 'cancelling' ? 'Cancelling…' : 'Cancel'}
        </button>
      </div>
      {job.log.latest.length === 0 && <p className="muted">Starting…</p>}
      {job.log.latest.map((progress) => (
        <div key={progress.source ?? ''} className="source-progress">
          <p className="row">
            <strong className="clip">
              <Name text={progress.source ?? progress.stage} length={48} />
            </strong>
            <span className="grow clip">
              <Name text={progress.detail} length={80} />
            </span>
            <span className={progress.gaps > 0 ? 'warn-text' : 'muted'}>{plural(progress.gaps, 'gap')}</span>
            <span className="muted">
              {progress.done.toLocaleString('en')}
              {progress.total === null ? ' done' : ` of ${progress.total.toLocaleString('en')}`}
            </span>
          </p>
          <progress
            aria-label={`Progress of ${progress.source ?? progress.stage}`}
            {...(progress.total === null ? {} : { max: Math.max(1, progress.total), value: progress.done })}
          />
        </div>
      ))}
      <ol className="job-lines mono small muted" aria-label="Done so far">
        {job.log.lines.slice(-12).map((line) => (
          <li key={line.number} className="clip">
            <Name text={line.detail} length={120} />
          </li>
        ))}
      </ol>
      <p className="small muted">
        Writing to{' '}
        <span className="mono">
          <Name text={job.out} length={90} />
        </span>
      </p>
    </section>
  );
}
