import { FolderOpen } from 'lucide-react';
import { Name } from '../entity/name.tsx';
import { go } from '../frame/navigation-store.ts';
import { chooseSnapshot } from '../start/choose-snapshot.ts';
import type { Answer } from './answer.ts';
import { RecognitionSummary } from './recognition-summary.tsx';

type Recognitions = Extract<Answer, { kind: 'recognition' }>['recognised'];

/** Where a recognised credential says it belongs: the account of the snapshot to open. */
export function accountIn(recognised: Recognitions): string | null {
  const facts = recognised.flatMap((each) => each.facts);
  return facts.find((fact) => /\baccount\b/i.test(fact.label))?.value ?? null;
}

/** What a credential is, told without a snapshot, and which snapshot would tell the rest. */
export function Recognised({ recognised }: { readonly recognised: Recognitions }) {
  const account = accountIn(recognised);
  const kept = recognised.some((each) => each.identifier !== null);
  return (
    <>
      {recognised.length > 0 && (
        <div className="answer-head">
          {recognised.map((recognition) => (
            <RecognitionSummary
              key={recognition.fingerprint ?? recognition.label}
              recognition={recognition}
              owner={undefined}
            />
          ))}
        </div>
      )}
      <div className="empty">
        <FolderOpen size={28} aria-hidden />
        {recognised.length === 0 ? (
          <>
            <p>
              <strong>No known kind of credential, and no snapshot is open to look a name up in.</strong>
            </p>
            <p>Paste a credential whole, with its prefix, or open a snapshot and ask for the name again.</p>
          </>
        ) : (
          <>
            <p>
              <strong>Whose it is and what it reaches is read from a snapshot, and none is open.</strong>
            </p>
            <p>
              {account === null ? (
                'Open one of where it was used. '
              ) : (
                <>
                  Open one of account{' '}
                  <span className="mono">
                    <Name text={account} length={40} />
                  </span>
                  .{' '}
                </>
              )}
              {kept
                ? 'It is traced by its identifier as soon as one is open.'
                : 'Paste it again then: it was not kept.'}
            </p>
          </>
        )}
        <div className="row">
          <button type="button" className="button primary" onClick={() => void chooseSnapshot()}>
            Open a snapshot…
          </button>
          <button type="button" className="button" onClick={() => go('start')}>
            Recent files
          </button>
          <button type="button" className="button" onClick={() => go('collect')}>
            Collect one
          </button>
        </div>
      </div>
    </>
  );
}
