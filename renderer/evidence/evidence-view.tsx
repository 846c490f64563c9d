import { BadgeCheck, CircleCheck, CircleX, FileOutput, FolderSearch, LoaderCircle } from 'lucide-react';
import type { Output } from '../../schema/contract.ts';
import { plural } from '../entity/kind.ts';
import { Identifier, Name } from '../entity/name.tsx';
import { CopyButton } from '../frame/copy-button.tsx';
import { FailureNote } from '../frame/failure-note.tsx';
import { go, here, useNavigation } from '../frame/navigation-store.ts';
import { useSession } from '../frame/session-store.ts';
import { evidenceQuestion, pathsOf, titleOf } from '../investigate/answer.ts';
import { shell } from '../shell.ts';
import { chooseAndVerify, exportBundle, stopEvidence, useEvidence, verifyBundle } from './evidence-store.ts';
import './evidence.css';

/** Hand the current answer over as a bundle; check one that was received. */
export function EvidenceView() {
  const { failure, busy, progress } = useEvidence();
  return (
    <div className="view">
      <div className="view-inner">
        <header>
          <h1>Evidence</h1>
          <p className="muted">
            A bundle holds the answer, the documents its proofs point into, and their custody. It can be read
            and verified without Trustpath.
          </p>
        </header>
        {failure && (
          <FailureNote failure={failure} onDismiss={() => useEvidence.setState({ failure: null })} />
        )}
        {busy !== null && (
          <div className="note" role="status">
            <LoaderCircle size={16} aria-hidden className="spin" />
            <span className="grow">
              {busy === 'writing' ? 'Writing the bundle' : 'Verifying the bundle'}
              {progress && (
                <>
                  : <Name text={progress.detail} length={80} />
                </>
              )}
            </span>
            <button type="button" className="button" onClick={stopEvidence}>
              Cancel
            </button>
          </div>
        )}
        <ExportCard />
        <VerifyCard />
      </div>
    </div>
  );
}

function ExportCard() {
  const answer = useNavigation((history) => here(history).answer);
  const snapshot = useSession((state) => state.snapshot);
  const { operator, withSnapshot, written, busy } = useEvidence();
  const question = answer && snapshot ? evidenceQuestion(answer) : null;
  return (
    <section className="card" aria-label="Export">
      <h2>Export the current answer</h2>
      {answer === null || question === null ? (
        <>
          <p className="muted">There is no answer to export. Trace a credential or ask for a path first.</p>
          <div>
            <button type="button" className="button" onClick={() => go('investigate')}>
              Open Investigate
            </button>
          </div>
        </>
      ) : (
        <>
          <p>
            <strong>
              <Name text={titleOf(answer)} length={100} />
            </strong>
            {pathsOf(answer).length > 0 && (
              <span className="muted">, {plural(pathsOf(answer).length, 'path')} with proofs</span>
            )}
          </p>
          <div className="evidence-form">
            <label className="field">
              Operator, as declared in the chain of custody
              <input
                className="input"
                value={operator}
                placeholder="Name or role (may stay empty)"
                maxLength={256}
                onChange={(event) => useEvidence.setState({ operator: event.target.value })}
              />
            </label>
            <label className="row">
              <input
                type="checkbox"
                checked={withSnapshot}
                onChange={(event) => useEvidence.setState({ withSnapshot: event.target.checked })}
              />
              Include the whole snapshot
            </label>
          </div>
          <div>
            <button
              type="button"
              className="button primary"
              disabled={busy !== null}
              // biome-ignore lint/a11y/noAutofocus: with an answer to hand over, this is what the view is for
              autoFocus
              onClick={() => void exportBundle(answer)}
            >
              <FileOutput size={16} aria-hidden /> Choose a place and export…
            </button>
          </div>
        </>
      )}
      {written && <Written written={written} />}
    </section>
  );
}

function Written({ written }: { readonly written: Output<'evidence.write'> }) {
  return (
    <div className="note good">
      <CircleCheck size={16} aria-hidden className="ok-text" />
      <div className="grow stack">
        <p>
          <strong>{plural(written.files, 'file')} written</strong>
        </p>
        <dl className="facts">
          <dt>Bundle</dt>
          <dd>
            <Identifier text={written.path} length={84} />
          </dd>
          <dt>Manifest SHA-256</dt>
          <dd className="row">
            <Identifier text={written.manifestSha256} length={72} />
            <CopyButton text={written.manifestSha256} label="Copy the manifest's SHA-256" />
          </dd>
          <dt>Signed with key</dt>
          <dd>
            <Identifier text={written.keyId} length={72} />
          </dd>
        </dl>
        <div className="row wrap">
          <button type="button" className="button" onClick={() => void verifyBundle(written.path)}>
            <BadgeCheck size={16} aria-hidden /> Verify it
          </button>
          <button type="button" className="button" onClick={() => void shell().revealFile(written.path)}>
            Show in folder
          </button>
        </div>
      </div>
    </div>
  );
}

function VerifyCard() {
  const { verified, busy } = useEvidence();
  return (
    <section className="card" aria-label="Verify">
      <h2>Verify a bundle</h2>
      <p className="muted">
        Structure, every file's hash, the signature, and that each proof points at something that is there.
      </p>
      <div>
        <button
          type="button"
          className="button"
          disabled={busy !== null}
          onClick={() => void chooseAndVerify()}
        >
          <FolderSearch size={16} aria-hidden /> Choose a bundle…
        </button>
      </div>
      {verified && (
        <div className="stack">
          <div className={verified.result.ok ? 'note good' : 'note bad'} role="status">
            {verified.result.ok ? (
              <CircleCheck size={16} aria-hidden className="ok-text" />
            ) : (
              <CircleX size={16} aria-hidden className="bad-text" />
            )}
            <div className="grow">
              <strong>
                {verified.result.ok
                  ? 'Verified: nothing in this bundle was altered.'
                  : 'Not verified: do not rely on this bundle before the failed checks are explained.'}
              </strong>
              <p className="muted">
                <Identifier text={verified.path} length={90} />
              </p>
            </div>
          </div>
          <ul className="checks">
            {verified.result.checks.map((check) => (
              <li key={`${check.name} ${check.says}`} className="check">
                {check.ok ? (
                  <CircleCheck size={14} aria-hidden className="ok-text" />
                ) : (
                  <CircleX size={14} aria-hidden className="bad-text" />
                )}
                <span className="check-word small">{check.ok ? 'passed' : 'failed'}</span>
                <strong className="check-name">
                  <Name text={check.name} length={40} />
                </strong>
                <span className="grow">
                  <Name text={check.says} />
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
