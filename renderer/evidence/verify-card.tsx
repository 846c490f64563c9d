import {
  BadgeCheck,
  CircleCheck,
  CircleHelp,
  CircleX,
  FileArchive,
  FolderSearch,
  PenLine,
} from 'lucide-react';
import type { Output } from '../../schema/contract.ts';
import { Identifier, Name } from '../entity/name.tsx';
import {
  addPublicKey,
  chooseAndVerify,
  countersignBundle,
  useEvidence,
  verifyBundle,
} from './evidence-store.ts';

type Verified = Output<'evidence.verify'>;
const STATES = {
  passed: { word: 'passed', icon: <CircleCheck size={14} aria-hidden className="ok-text" /> },
  failed: { word: 'failed', icon: <CircleX size={14} aria-hidden className="bad-text" /> },
  'not-checked': { word: 'not checked', icon: <CircleHelp size={14} aria-hidden /> },
} as const;

/** Check a bundle that was received; sign it as a second person. */
export function VerifyCard() {
  const { verified, busy, publicKeys } = useEvidence();
  return (
    <section className="card" aria-label="Verify">
      <h2>Verify a bundle</h2>
      <p className="muted">
        Every file's hash, who signed, that each proof points at something that is there, and that the answer
        follows from the documents: it is derived again.
      </p>
      <div className="row wrap">
        <button
          type="button"
          className="button"
          disabled={busy !== null}
          onClick={() => void chooseAndVerify('evidence')}
        >
          <FolderSearch size={16} aria-hidden /> Choose a folder…
        </button>
        <button
          type="button"
          className="button"
          disabled={busy !== null}
          onClick={() => void chooseAndVerify('evidence-zip')}
        >
          <FileArchive size={16} aria-hidden /> Choose a zip…
        </button>
        <button type="button" className="button" onClick={() => void addPublicKey()}>
          Add a signer's public key…
        </button>
      </div>
      {publicKeys.length > 0 && (
        <ul className="stack small">
          {publicKeys.map((file) => (
            <li key={file} className="row">
              <span className="muted">Must have signed:</span>
              <Identifier text={file} length={72} />
              <button
                type="button"
                className="button"
                onClick={() =>
                  useEvidence.setState({ publicKeys: publicKeys.filter((each) => each !== file) })
                }
              >
                Remove
              </button>
            </li>
          ))}
        </ul>
      )}
      {verified && <Outcome path={verified.path} result={verified.result} />}
    </section>
  );
}

function Outcome({ path, result }: { readonly path: string; readonly result: Verified }) {
  const { busy, countersigned } = useEvidence();
  return (
    <div className="stack">
      <div className={result.ok ? 'note good' : 'note bad'} role="status">
        {result.ok ? (
          <CircleCheck size={16} aria-hidden className="ok-text" />
        ) : (
          <CircleX size={16} aria-hidden className="bad-text" />
        )}
        <div className="grow">
          <strong>
            {result.ok
              ? 'Verified: no check failed. What that proves, and what not, is below.'
              : 'Not verified: do not rely on this bundle before the failed checks are explained.'}
          </strong>
          <p className="muted">
            <Identifier text={path} length={90} />
          </p>
        </div>
      </div>
      <Sentences title="Proven" list={result.proven} />
      <Sentences title="Not proven" list={result.notProven} />
      <ul className="checks" aria-label="Checks">
        {result.checks.map((check) => (
          <li key={`${check.name} ${check.says}`} className="check">
            {STATES[check.state].icon}
            <span className="check-word small">{STATES[check.state].word}</span>
            <strong className="check-name">
              <Name text={check.name} length={40} />
            </strong>
            <span className="grow">
              <Name text={check.says} />
            </span>
          </li>
        ))}
      </ul>
      <div className="row wrap">
        <button
          type="button"
          className="button"
          disabled={busy !== null}
          onClick={() => void verifyBundle(path)}
        >
          <BadgeCheck size={16} aria-hidden /> Verify again
        </button>
        {result.ok && (
          <button
            type="button"
            className="button"
            disabled={busy !== null}
            onClick={() => void countersignBundle(path)}
          >
            <PenLine size={16} aria-hidden /> Countersign with your key
          </button>
        )}
        {countersigned && (
          <span role="status">Countersigned: it bears {countersigned.signers.length} signatures now.</span>
        )}
      </div>
    </div>
  );
}

function Sentences({ title, list }: { readonly title: string; readonly list: readonly string[] }) {
  if (list.length === 0) return null;
  return (
    <div>
      <h3>{title}</h3>
      <ul className="report-list">
        {list.map((sentence) => (
          <li key={sentence}>
            <Name text={sentence} />
          </li>
        ))}
      </ul>
    </div>
  );
}
