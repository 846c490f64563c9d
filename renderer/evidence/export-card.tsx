import { BadgeCheck, CircleCheck, Eye, FileOutput } from 'lucide-react';
import type { Output } from '../../schema/contract.ts';
import { plural } from '../entity/kind.ts';
import { Identifier, Name } from '../entity/name.tsx';
import { CopyButton } from '../frame/copy-button.tsx';
import { go, here, useNavigation } from '../frame/navigation-store.ts';
import { useSession } from '../frame/session-store.ts';
import { pathsOf, titleOf } from '../investigate/answer.ts';
import { shell } from '../shell.ts';
import { BundlePreview } from './bundle-preview.tsx';
import { exportBundle, previewBundle, questionOf, useEvidence, verifyBundle } from './evidence-store.ts';
import { PartsChoice } from './parts-choice.tsx';
import { SigningChoice } from './signing-choice.tsx';

/** What goes into a bundle, what it would say, who signs it, and where it is written. */
export function ExportCard() {
  const answer = useNavigation((history) => here(history).answer);
  const snapshot = useSession((state) => state.snapshot);
  const { about, written, busy, preview, key } = useEvidence();
  const question = snapshot ? questionOf(answer) : null;
  return (
    <section className="card" aria-label="Export">
      <h2>Export a bundle</h2>
      {snapshot && (
        <fieldset className="row wrap evidence-about">
          <legend className="visually-hidden">What the bundle is about</legend>
          <label className="row">
            <input
              type="radio"
              name="about"
              checked={about === 'answer'}
              onChange={() => useEvidence.setState({ about: 'answer' })}
            />
            The answer in front
          </label>
          <label className="row">
            <input
              type="radio"
              name="about"
              checked={about === 'findings'}
              onChange={() => useEvidence.setState({ about: 'findings' })}
            />
            Everything that is wrong
          </label>
        </fieldset>
      )}
      {question === null ? (
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
          {about === 'answer' && answer && (
            <p>
              <strong>
                <Name text={titleOf(answer)} length={100} />
              </strong>
              {pathsOf(answer).length > 0 && (
                <span className="muted">, {plural(pathsOf(answer).length, 'path')} with proofs</span>
              )}
            </p>
          )}
          <p className="muted small">
            The question is asked again without the limits that may be set in Investigate; leave out paths and
            findings in the preview.
          </p>
          <PartsChoice question={question} />
          <SigningChoice />
          <div className="row wrap">
            <button
              type="button"
              className="button primary"
              disabled={busy !== null || (key !== null && key.problem !== null)}
              // biome-ignore lint/a11y/noAutofocus: with an answer to hand over, this is what the view is for
              autoFocus
              onClick={() => void exportBundle(question)}
            >
              <FileOutput size={16} aria-hidden /> Choose a place and export…
            </button>
            <button
              type="button"
              className="button"
              disabled={busy !== null}
              onClick={() => void previewBundle(question)}
            >
              <Eye size={16} aria-hidden /> Preview and choose
            </button>
          </div>
          {preview?.question === JSON.stringify(question) && (
            <BundlePreview preview={preview.says} question={question} />
          )}
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
