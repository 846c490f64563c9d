import { CloudDownload, FileUp, LoaderCircle, RotateCcw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { plural } from '../entity/kind.ts';
import { Name } from '../entity/name.tsx';
import { FailureNote } from '../frame/failure-note.tsx';
import { fileName } from '../frame/session-store.ts';
import { fill, type Job, startAfresh, useCollect } from './collect-store.ts';
import { cancelJob, choosePlace, collectFromAws, discover, importFiles } from './jobs.ts';
import './collect.css';

/** Collect from AWS or import files: what will be read, then what is happening, then the snapshot. */
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
            <AwsForm />
            <ImportCard />
          </>
        )}
      </div>
    </div>
  );
}

function Resume() {
  const { failure, form } = useCollect();
  const resumable = failure?.code === 'collection-failed' || failure?.code === 'cancelled';
  if (!resumable || form.out === '') return null;
  return (
    <button type="button" className="button" onClick={() => void collectFromAws(form, true)}>
      <RotateCcw size={14} aria-hidden /> Resume where it stopped
    </button>
  );
}

function AwsForm() {
  const { form, profiles, resuming } = useCollect();
  const today = new Date().toISOString().slice(0, 10);
  return (
    <form
      className="card"
      aria-label="Collect from AWS"
      onSubmit={(event) => {
        event.preventDefault();
        void collectFromAws(form, resuming !== null);
      }}
    >
      {resuming === null ? (
        <h2>From an AWS account</h2>
      ) : (
        <>
          <div className="row">
            <h2 className="grow">
              Resume <Name text={fileName(resuming)} length={60} />
            </h2>
            <button type="button" className="button quiet" onClick={startAfresh}>
              Collect anew instead
            </button>
          </div>
          <p className="muted">
            Calls that were answered are not made again. Use credentials of the same principal, and the same
            regions as before.
          </p>
        </>
      )}
      <div className="form-grid">
        <label className="field">
          Profile
          <select
            className="input"
            value={form.profile}
            onChange={(event) => fill({ profile: event.target.value })}
          >
            <option value="">Default credentials of this machine</option>
            {(profiles ?? []).map((profile) => (
              <option key={profile.profile} value={profile.profile}>
                {profile.profile}
                {profile.region ? ` (${profile.region})` : ''}
              </option>
            ))}
          </select>
          <span className="hint">
            {profiles === null
              ? 'Looking for profiles…'
              : `${plural(profiles.length, 'profile')} found. None is used before Collect is pressed.`}
          </span>
        </label>
        <label className="field">
          Regions
          <input
            className="input"
            value={form.regions}
            placeholder="the configured one"
            spellCheck={false}
            onChange={(event) => fill({ regions: event.target.value })}
          />
          <span className="hint">
            Separated by commas; or <span className="mono">where-used</span>,{' '}
            <span className="mono">enabled</span>. Identity is global and always read.
          </span>
        </label>
      </div>
      <details className="more">
        <summary>Roles to assume, more accounts, endpoint</summary>
        <div className="form-grid">
          <label className="field">
            Role to assume
            <input
              className="input mono"
              value={form.roleArn}
              placeholder="arn:aws:iam::111122223333:role/audit"
              spellCheck={false}
              onChange={(event) => fill({ roleArn: event.target.value })}
            />
          </label>
          <label className="field">
            More profiles
            <input
              className="input"
              value={form.moreProfiles}
              placeholder="an account each"
              spellCheck={false}
              onChange={(event) => fill({ moreProfiles: event.target.value })}
            />
            <span className="hint">Separated by commas. Each becomes a source of the same snapshot.</span>
          </label>
          <label className="field">
            Role in each account of the organization
            <input
              className="input mono"
              value={form.orgRole}
              placeholder="audit"
              spellCheck={false}
              onChange={(event) => fill({ orgRole: event.target.value })}
            />
            <span className="hint">Taken on wherever it can be; where it cannot, that is a gap.</span>
          </label>
          <label className="field">
            External id
            <input
              className="input mono"
              value={form.externalId}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => fill({ externalId: event.target.value })}
            />
          </label>
          <label className="field">
            Endpoint
            <input
              className="input mono"
              value={form.endpoint}
              placeholder="AWS's own"
              spellCheck={false}
              onChange={(event) => fill({ endpoint: event.target.value })}
            />
          </label>
        </div>
      </details>
      <div className="field">
        <label htmlFor="collect-out">Write to</label>
        <div className="row">
          <input
            id="collect-out"
            className="input mono"
            value={form.out}
            readOnly={resuming !== null}
            placeholder="Choose where the snapshot is written"
            spellCheck={false}
            onChange={(event) => fill({ out: event.target.value })}
          />
          <button
            type="button"
            className="button"
            disabled={resuming !== null}
            onClick={async () => {
              const out = await choosePlace(`${form.profile || 'aws'}-${today}.trustpath`);
              if (out !== null) fill({ out });
            }}
          >
            Choose…
          </button>
        </div>
      </div>
      <div className="row">
        <button type="submit" className="button primary" disabled={form.out === ''}>
          {resuming === null ? <CloudDownload size={16} aria-hidden /> : <RotateCcw size={16} aria-hidden />}
          {resuming === null ? 'Collect' : 'Resume'}
        </button>
        {form.out === '' && <span className="muted small">Choose a place to write to first.</span>}
      </div>
    </form>
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
