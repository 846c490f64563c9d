import { useEffect, useState } from 'react';
import { DEVIATION_KINDS } from '../../schema/deviations.ts';
import type { TrustpathError } from '../../schema/errors.ts';
import { engine } from '../engine-client.ts';
import { plural } from '../entity/kind.ts';
import { Identifier, Name } from '../entity/name.tsx';
import { Time } from '../entity/time.tsx';
import { CopyButton } from '../frame/copy-button.tsx';
import { FailureNote } from '../frame/failure-note.tsx';
import { asFailure } from '../frame/session-store.ts';
import { ProofList } from '../investigate/proof-list.tsx';
import { BaselineTable } from './baseline-table.tsx';
import type { BehaviourDetail } from './behaviour-store.ts';

/** What was not as before with one identity, each with its record; then what was usual, and what cannot be told. */
export function BehaviourInspector(props: {
  readonly handle: string;
  readonly subject: string;
  readonly since: string | null;
}) {
  const { handle, subject, since } = props;
  const [answer, setAnswer] = useState<BehaviourDetail | null>(null);
  const [failure, setFailure] = useState<TrustpathError | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    setFailure(null);
    engine
      .request('behaviour', { handle, subject, ...(since !== null && { since }) }, { signal: abort.signal })
      .then(setAnswer, (thrown: unknown) => {
        if (!abort.signal.aborted) setFailure(asFailure(thrown));
      });
    return () => abort.abort();
  }, [handle, subject, since]);
  if (failure) return <FailureNote failure={failure} />;
  if (answer?.subject !== subject) return <p className="muted pad">Comparing…</p>;
  const { baseline, deviations, notTold, logs } = answer;
  const from = <time dateTime={answer.since}>{answer.since.slice(0, 10)}</time>;
  return (
    <article className="inspector-part" aria-label="Behaviour of the identity">
      <section>
        <p className="row">
          <Identifier text={subject} length={40} />
          <CopyButton text={subject} label="Copy the identifier" />
        </p>
        <p>
          {answer.since === '' ? (
            'No log could have seen it.'
          ) : (
            <>
              <strong>
                {deviations.length === 0 ? 'Nothing found' : plural(deviations.length, 'thing')}
              </strong>{' '}
              not as before since {from}
            </>
          )}
        </p>
      </section>
      {deviations.map(({ kind, name, at, count, errors, why, proof }) => (
        <section key={`${kind} ${name}`} aria-label={`${DEVIATION_KINDS[kind]}: ${name}`}>
          <h3>{DEVIATION_KINDS[kind]}</h3>
          <p className="mono">
            <Name text={name} />
          </p>
          <p className="muted small">
            From <Time utc={at} />, {plural(count, 'event')}
            {errors ? `, ${errors.toLocaleString('en')} in vain` : ''}
          </p>
          <p>
            <Name text={`${why.charAt(0).toUpperCase()}${why.slice(1)}.`} />
          </p>
          <ProofList proof={proof} />
        </section>
      ))}
      {baseline && <BaselineTable baseline={baseline} until={answer.since.slice(0, 10)} />}
      {notTold.length > 0 && (
        <section>
          <h3>Not told</h3>
          <ul className="behaviour-not-told">
            {notTold.map((words) => (
              <li key={words}>
                <Name text={words} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h3>Logs</h3>
        {logs.length === 0 && <p className="muted">None.</p>}
        {logs.map((log) => (
          <p key={log.source} className="muted small">
            <Name text={log.source} length={60} />, <Time utc={log.first} /> to <Time utc={log.last} />. What
            happened outside of it is not known.
          </p>
        ))}
      </section>
    </article>
  );
}
