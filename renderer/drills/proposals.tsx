import { useEffect, useState } from 'react';
import { DRILL_KINDS } from '../../schema/case/drill-kinds.ts';
import type { DrillProposal, DrillProposals } from '../../schema/drills.ts';
import type { TrustpathError } from '../../schema/errors.ts';
import { chooseCase, newCase, useCase } from '../case/case-store.ts';
import { engine } from '../engine-client.ts';
import { EntityIcon } from '../entity/entity-icon.tsx';
import { kindOf, plural } from '../entity/kind.ts';
import { Identifier, Name } from '../entity/name.tsx';
import { VerdictMark } from '../entity/verdict-mark.tsx';
import { FailureNote } from '../frame/failure-note.tsx';
import { asFailure } from '../frame/session-store.ts';
import { saveScript } from './drill-files.ts';
import { startDrill } from './drill-store.ts';

/** What can be drilled, worst first, and why; or why nothing can. */
export function Proposals({ handle }: { readonly handle: string }) {
  const counted = useCase((state) => state.open);
  const [kinds, setKinds] = useState<readonly DrillProposals[] | null>(null);
  const [failure, setFailure] = useState<TrustpathError | null>(null);
  // What the case marks decides what must not be reached.
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew when the case says something else
  useEffect(() => {
    const abort = new AbortController();
    engine.request('drill.propose', { handle }, { signal: abort.signal }).then(
      (answer) => setKinds(answer.kinds),
      (thrown: unknown) => {
        if (!abort.signal.aborted) setFailure(asFailure(thrown));
      },
    );
    return () => abort.abort();
  }, [handle, counted]);
  if (failure) return <FailureNote failure={failure} />;
  if (!kinds)
    return (
      <p className="muted" role="status">
        Looking for the worst paths…
      </p>
    );
  return (
    <>
      {counted === null && (
        <div className="note">
          <div className="grow stack">
            <p>
              No case is open. A drill that is begun now is kept nowhere until it is recorded in one at its
              end: it is lost when the application closes. In a case it goes on where it was.
            </p>
            <div className="row">
              <button type="button" className="button" onClick={() => void newCase()}>
                Begin a case…
              </button>
              <button type="button" className="button" onClick={() => void chooseCase()}>
                Open a case…
              </button>
            </div>
          </div>
        </div>
      )}
      {kinds.map((each) => (
        <KindOfDrill key={each.kind} handle={handle} found={each} />
      ))}
    </>
  );
}

function KindOfDrill({ handle, found }: { readonly handle: string; readonly found: DrillProposals }) {
  const { kind, proposals, footholds, reaching, none, unknowns } = found;
  return (
    <section className="stack" aria-label={DRILL_KINDS[kind]}>
      <h2>{DRILL_KINDS[kind]}</h2>
      {none !== null ? (
        <p>{none}</p>
      ) : (
        <>
          <p className="muted">
            {reaching} of {plural(footholds, 'foothold')} reach a crown jewel, worst first.
          </p>
          <ul className="drill-list">
            {proposals.map((proposal) => (
              <Proposal key={proposal.foothold.id} handle={handle} kind={kind} proposal={proposal} />
            ))}
          </ul>
        </>
      )}
      {unknowns.length > 0 && (
        <details>
          <summary className="muted">
            {plural(unknowns.length, 'gap')} of the collection could hide {none === null ? 'more' : 'one'}
          </summary>
          <ul className="bullets">
            {unknowns.map(({ source, operation, reason }) => (
              <li key={`${source} ${operation} ${reason}`}>
                <strong>{operation}</strong> <span className="muted">{source}</span> <Name text={reason} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Proposal(props: {
  readonly handle: string;
  readonly kind: DrillProposals['kind'];
  readonly proposal: DrillProposal;
}) {
  const { handle, kind } = props;
  const { foothold, verdict, why } = props.proposal;
  return (
    <li className="row">
      <div className="grow">
        <p className="row">
          <EntityIcon kind={foothold.kind} size={14} />
          <strong className="fixed">
            <Name text={foothold.name} length={48} />
          </strong>
          <span className="muted small fixed">{kindOf(foothold.kind).label}</span>
          {foothold.id !== foothold.name && (
            <span className="muted small clip">
              <Identifier text={foothold.id} length={48} />
            </span>
          )}
          <span className="small fixed">
            <VerdictMark verdict={verdict} />
          </span>
        </p>
        <p className="muted small">{why}</p>
      </div>
      <button
        type="button"
        className="button quiet"
        aria-label={`Save the script of a drill from ${foothold.name}`}
        onClick={() => void saveScript(handle, kind, foothold.id)}
      >
        Script…
      </button>
      <button
        type="button"
        className="button"
        aria-label={`Start a drill from ${foothold.name}`}
        onClick={() => void startDrill(handle, kind, foothold.id)}
      >
        Start
      </button>
    </li>
  );
}
