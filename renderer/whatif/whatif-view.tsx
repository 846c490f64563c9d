import { FlaskConical, LoaderCircle, Redo2, Scissors, Trash2, Undo2, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { EntityRecord, Output } from '../../schema/contract.ts';
import { entitiesById } from '../entity/entity-cache.ts';
import { plural } from '../entity/kind.ts';
import { Name } from '../entity/name.tsx';
import { FailureNote } from '../frame/failure-note.tsx';
import { go, here, useNavigation } from '../frame/navigation-store.ts';
import { NeedsSnapshot } from '../frame/needs-snapshot.tsx';
import { asFailure, useSession } from '../frame/session-store.ts';
import { startOf } from '../investigate/answer.ts';
import { useInvestigate } from '../investigate/investigate-store.ts';
import { fromShell, shell } from '../shell.ts';
import { OutcomeParts } from './outcome.tsx';
import { PlanPart } from './plan-part.tsx';
import {
  beginWhatIf,
  dropAllChanges,
  dropChange,
  findCut,
  planChanges,
  redoChange,
  stopWhatIf,
  undoChange,
  useWhatIf,
} from './whatif-store.ts';
import './whatif.css';

/** Changes of the configuration, tried on a copy in memory: what they end, open and may break. */
export function WhatIfView() {
  const snapshot = useSession((state) => state.snapshot);
  useEffect(() => {
    if (snapshot) beginWhatIf(snapshot.handle);
  }, [snapshot]);
  if (!snapshot) return <NeedsSnapshot what="A what-if" />;
  return <Scenario handle={snapshot.handle} />;
}

function Scenario({ handle }: { readonly handle: string }) {
  const { changes, past, future, outcome, busy, failure, cut } = useWhatIf();
  const entities = useNames(handle, outcome);
  return (
    <div className="view">
      <div className="view-inner">
        <header>
          <h1>What if</h1>
          <p className="muted">
            Changes are made to a copy of the configuration in memory and evaluated with the same rules. The
            snapshot stays as it is, and nothing is changed anywhere else.
          </p>
        </header>
        {failure && <FailureNote failure={failure} onDismiss={() => useWhatIf.setState({ failure: null })} />}
        <section className="card" aria-label="Changes">
          <div className="row">
            <h2 className="grow">Changes: {changes.length}</h2>
            <button type="button" className="button" disabled={past.length === 0} onClick={undoChange}>
              <Undo2 size={16} aria-hidden /> Undo
            </button>
            <button type="button" className="button" disabled={future.length === 0} onClick={redoChange}>
              <Redo2 size={16} aria-hidden /> Redo
            </button>
            <button
              type="button"
              className="button"
              disabled={changes.length === 0}
              onClick={() => void exportScenario()}
            >
              Export…
            </button>
            <button type="button" className="button" disabled={changes.length === 0} onClick={dropAllChanges}>
              <Trash2 size={16} aria-hidden /> Clear
            </button>
          </div>
          {changes.length === 0 ? (
            <>
              <p className="muted">
                Choose a relation or an entity in Investigate or Identities: its inspector offers the changes
                that can be tried. Or let the least that has to change be found.
              </p>
              <div className="row wrap">
                <CutButton handle={handle} />
                <button type="button" className="button" onClick={() => go('investigate')}>
                  Open Investigate
                </button>
              </div>
            </>
          ) : (
            <ol className="planned">
              {changes.map((each, index) => (
                <li key={each.title} className="row">
                  <FlaskConical size={14} aria-hidden className="fixed" />
                  <span className="grow">
                    <Name text={each.title} length={110} />
                  </span>
                  <button
                    type="button"
                    className="button quiet"
                    aria-label={`Take back: ${each.title}`}
                    onClick={() => dropChange(index)}
                  >
                    <X size={14} aria-hidden />
                  </button>
                </li>
              ))}
            </ol>
          )}
        </section>
        {busy !== null && (
          <div className="note" role="status">
            <LoaderCircle size={16} aria-hidden className="spin" />
            <span className="grow">
              {busy === 'trying'
                ? 'Deriving again with the changes'
                : 'Looking for the least that has to change'}
            </span>
            <button type="button" className="button" onClick={stopWhatIf}>
              Cancel
            </button>
          </div>
        )}
        {cut && <Proposals handle={handle} cut={cut} />}
        {outcome && <PlanPart handle={handle} />}
        {outcome && <OutcomeParts outcome={outcome} entities={entities} />}
      </div>
    </div>
  );
}

/** From what is asked about in Investigate to its target, or to the first crown jewel that an answer leads to. */
function CutButton({ handle }: { readonly handle: string }) {
  const answer = useNavigation((history) => here(history).answer);
  const target = useInvestigate((state) => state.target);
  const from = answer ? startOf(answer) : null;
  const paths = answer && 'paths' in answer ? answer.paths : [];
  const to = target?.id ?? paths[0]?.to ?? null;
  return (
    <button
      type="button"
      className="button primary"
      disabled={to === null}
      title={to === null ? 'Ask for a path in Investigate first' : `Sever every path to ${to}`}
      onClick={() => to !== null && void findCut(handle, from, to)}
    >
      <Scissors size={16} aria-hidden /> Find the least cut
    </button>
  );
}

function Proposals({ handle, cut }: { readonly handle: string; readonly cut: Output<'cut'> }) {
  return (
    <section className="card" aria-label="Least cut">
      <h2>
        The least that severs every path to <Name text={cut.to} length={60} />
      </h2>
      {cut.stuck && (
        <p>
          No single change of the configuration takes away the path from{' '}
          <Name text={cut.stuck.from} length={60} />.
        </p>
      )}
      <ol className="proposals">
        {cut.proposals.map((proposal, index) => (
          <li key={proposal.steps.map((step) => step.title).join('\n')} className="stack">
            <p className="row">
              <strong className="grow">
                {proposal.steps.length === 0
                  ? 'Nothing has to be changed: no path leads there.'
                  : `Proposal ${index + 1}: ${plural(proposal.steps.length, 'change')}`}
              </strong>
              <span className="muted small">
                {proposal.severs === 1 ? '1 relation ends' : `${plural(proposal.severs, 'relation')} end`}
                {proposal.verified ? '; tried: no path is left' : '; a path is left after it'}
              </span>
            </p>
            <ul>
              {proposal.steps.map((step) => (
                <li key={step.title}>
                  <Name text={step.title} length={110} />{' '}
                  <span className="muted small">behind {plural(step.breadth, 'relation')}</span>
                </li>
              ))}
              {proposal.breaks.map((use) => (
                <li key={use.says} className="muted">
                  may break: <Name text={use.says} />
                </li>
              ))}
            </ul>
            {proposal.steps.length > 0 && (
              <div>
                <button
                  type="button"
                  className="button"
                  onClick={() =>
                    planChanges(
                      handle,
                      proposal.steps.map(({ title, change }) => ({ title, change })),
                    )
                  }
                >
                  <FlaskConical size={16} aria-hidden /> Try it
                </button>
              </div>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

async function exportScenario(): Promise<void> {
  const { changes } = useWhatIf.getState();
  const scenario = { changes: changes.map((each) => each.change) };
  try {
    await fromShell(
      shell().saveFile({
        kind: 'json',
        suggestedName: 'scenario.json',
        content: `${JSON.stringify(scenario, null, 2)}\n`,
      }),
    );
  } catch (thrown) {
    useWhatIf.setState({ failure: asFailure(thrown) });
  }
}

/** Names for the ids that an outcome shows. */
function useNames(handle: string, outcome: Output<'whatif'> | null): ReadonlyMap<string, EntityRecord> {
  const [names, setNames] = useState<ReadonlyMap<string, EntityRecord>>(new Map());
  useEffect(() => {
    if (!outcome) return;
    const abort = new AbortController();
    const { lost, gained, left, relations } = outcome;
    const hops = [
      ...[lost, gained, left].flatMap((paths) => paths.slice(0, 40).flatMap((path) => path.hops)),
      ...relations.lost.slice(0, 40),
      ...relations.gained.slice(0, 40),
    ];
    const ids = [...new Set(hops.flatMap((hop) => [hop.from, hop.to]))];
    entitiesById(handle, ids, abort.signal)
      .then((known) => setNames(new Map(known)))
      // Ids are shown where names are not to be had.
      .catch(() => undefined);
    return () => abort.abort();
  }, [handle, outcome]);
  return names;
}
