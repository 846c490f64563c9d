import { Check, Circle, LoaderCircle } from 'lucide-react';
import { useEffect, useState } from 'react';
import { plural } from '../entity/kind.ts';
import { Name } from '../entity/name.tsx';
import type { Job } from './collect-store.ts';
import { gapsSoFar, statusCounts } from './coverage-so-far.ts';
import { cancelJob } from './jobs.ts';

const GAPS_SHOWN = 60;

/** What is being read: the list with the one under way, each source's progress, and its coverage as it grows. */
export function RunningJob({ job }: { readonly job: Job }) {
  const gaps = gapsSoFar(job.coverage);
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
      {job.steps.length > 1 && <Steps job={job} />}
      {job.log.latest.length === 0 && <p className="muted">Starting…</p>}
      {job.log.latest.map((progress) => {
        const covered = progress.source === null ? undefined : job.coverage.get(progress.source);
        return (
          <div key={progress.source ?? ''} className="source-progress">
            <p className="row">
              <strong className="clip">
                <Name text={progress.source ?? progress.stage} length={48} />
              </strong>
              <span className="grow clip">
                <Name text={progress.detail} length={80} />
              </span>
              <span className={progress.gaps > 0 ? 'warn-text' : 'muted'}>
                {plural(progress.gaps, 'gap')}
              </span>
              <span className="muted">
                {progress.done.toLocaleString('en')}
                {progress.total === null ? ' done' : ` of ${progress.total.toLocaleString('en')}`}
              </span>
            </p>
            <progress
              aria-label={`Progress of ${progress.source ?? progress.stage}`}
              {...(progress.total === null ? {} : { max: Math.max(1, progress.total), value: progress.done })}
            />
            {covered && (
              <p className="small muted">
                Coverage so far:{' '}
                {statusCounts(covered)
                  .map(([status, count]) => `${count.toLocaleString('en')} ${status}`)
                  .join(', ')}
              </p>
            )}
          </div>
        );
      })}
      {gaps.length > 0 && (
        <details className="more">
          <summary>{plural(gaps.length, 'operation')} not complete so far</summary>
          <ul className="small job-gaps">
            {gaps.slice(-GAPS_SHOWN).map((gap, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: one operation may be named for several regions
              <li key={`${gap.source} ${gap.operation} ${index}`}>
                <span className="mono">{gap.operation}</span> {gap.status}:{' '}
                <span className="muted">
                  <Name text={gap.reason} length={120} />
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
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

function Steps({ job }: { readonly job: Job }) {
  return (
    <ol className="job-steps" aria-label="Sources">
      {job.steps.map((label, index) => {
        const state = index < job.step ? 'done' : index === job.step ? 'now' : 'waiting';
        const Icon = { done: Check, now: LoaderCircle, waiting: Circle }[state];
        return (
          <li key={label} className="row" aria-current={state === 'now' ? 'step' : undefined}>
            <Icon size={14} aria-hidden className={state === 'now' ? 'spin fixed' : 'fixed'} />
            <span className={state === 'waiting' ? 'grow muted' : 'grow'}>
              <Name text={label} length={80} />
            </span>
            <span className="muted small">
              {{ done: 'done', now: 'under way', waiting: 'waiting' }[state]}
            </span>
          </li>
        );
      })}
    </ol>
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
