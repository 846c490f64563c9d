import { Archive, LoaderCircle, Redo2, Shield, ShieldCheck, Trash2, Undo2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { EntityRecord, Output } from '../../schema/contract.ts';
import { useCase } from '../case/case-store.ts';
import { reopenScenario } from '../case/kept.ts';
import { elideMiddle } from '../entity/elide.ts';
import { entitiesById } from '../entity/entity-cache.ts';
import { Name } from '../entity/name.tsx';
import { FailureNote } from '../frame/failure-note.tsx';
import { go } from '../frame/navigation-store.ts';
import { NeedsSnapshot } from '../frame/needs-snapshot.tsx';
import { asFailure, useSession } from '../frame/session-store.ts';
import { makeGuardrails } from '../guardrails/guardrails-store.ts';
import { fromShell, shell } from '../shell.ts';
import { ChangeList } from './change-list.tsx';
import { CutButton, CutPart } from './cut-part.tsx';
import { GuardForm } from './guard-form.tsx';
import { KeepForm } from './keep-form.tsx';
import { OutcomeParts } from './outcome.tsx';
import { PlanPart } from './plan-part.tsx';
import {
  beginWhatIf,
  dropAllChanges,
  openScenario,
  redoChange,
  scenarioNow,
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
  const { changes, from, past, future, outcome, busy, failure, cut } = useWhatIf();
  const entities = useNames(handle, outcome);
  const kept = useCase((state) => state.open?.scenarios) ?? [];
  const [guarding, setGuarding] = useState(false);
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
          <div className="row wrap">
            <h2 className="grow">Changes: {changes.length}</h2>
            <button type="button" className="button" disabled={past.length === 0} onClick={undoChange}>
              <Undo2 size={16} aria-hidden /> Undo
            </button>
            <button type="button" className="button" disabled={future.length === 0} onClick={redoChange}>
              <Redo2 size={16} aria-hidden /> Redo
            </button>
            <button type="button" className="button" onClick={() => void openScenario()}>
              Open…
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
                that can be tried. Or let the least that has to change be found, or open a scenario that was
                kept or shared.
              </p>
              <div className="row wrap">
                <CutButton />
                <button type="button" className="button" onClick={() => go('investigate')}>
                  Open Investigate
                </button>
                {kept.map((each) => (
                  <button
                    key={each.id}
                    type="button"
                    className="button"
                    title="Kept in the case"
                    onClick={() => void reopenScenario(handle, each)}
                  >
                    <Archive size={14} aria-hidden /> <Name text={each.title} length={40} />
                  </button>
                ))}
              </div>
            </>
          ) : (
            <>
              <ChangeList />
              {from.length > 0 && (
                <p className="muted small">
                  An attacker starts from {from.map((id) => shortId(id)).join(', ')}.
                </p>
              )}
            </>
          )}
          {guarding ? (
            <GuardForm handle={handle} onDone={() => setGuarding(false)} />
          ) : (
            <div className="row wrap">
              <button type="button" className="button" onClick={() => setGuarding(true)}>
                <ShieldCheck size={16} aria-hidden /> Guard a path…
              </button>
              {changes.length > 0 && <MakeGuardrails />}
              {changes.length > 0 && <KeepForm />}
            </div>
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
        {cut && <CutPart handle={handle} cut={cut} />}
        {outcome && <OutcomeParts outcome={outcome} entities={entities} />}
        {outcome && <PlanPart handle={handle} />}
      </div>
    </div>
  );
}

async function exportScenario(): Promise<void> {
  const { name } = useWhatIf.getState();
  try {
    await fromShell(
      shell().saveFile({
        kind: 'json',
        suggestedName: `${(name ?? 'scenario').replace(/[^\w.-]+/g, '-').slice(0, 80)}.json`,
        content: `${JSON.stringify(scenarioNow(), null, 2)}\n`,
      }),
    );
  } catch (thrown) {
    useWhatIf.setState({ failure: asFailure(thrown) });
  }
}

function shortId(id: string): string {
  return elideMiddle(id, 60);
}

/** Names for the ids that an outcome shows. */
function useNames(handle: string, outcome: Output<'whatif'> | null): ReadonlyMap<string, EntityRecord> {
  const [names, setNames] = useState<ReadonlyMap<string, EntityRecord>>(new Map());
  useEffect(() => {
    if (!outcome) return;
    const abort = new AbortController();
    const { lost, gained, left, relations, guards } = outcome;
    const hops = [
      ...[lost, gained, left].flatMap((paths) => paths.slice(0, 40).flatMap((path) => path.hops)),
      ...guards.flatMap(({ broken }) => broken?.hops ?? []),
      ...relations.lost.slice(0, 40),
      ...relations.gained.slice(0, 40),
      ...relations.changed.slice(0, 40).map(({ after }) => after),
    ];
    const ids = [
      ...new Set([
        ...hops.flatMap((hop) => [hop.from, hop.to]),
        ...guards.flatMap((guard) => [guard.from, guard.to]),
      ]),
    ];
    entitiesById(handle, ids, abort.signal)
      .then((known) => setNames(new Map(known)))
      // Ids are shown where names are not to be had.
      .catch(() => undefined);
    return () => abort.abort();
  }, [handle, outcome]);
  return names;
}

/** What keeps the like of what is changed here from coming back. */
function MakeGuardrails() {
  const name = useWhatIf((state) => state.name);
  return (
    <button
      type="button"
      className="button"
      title="Files for a team's repositories, tried on a copy; nothing is applied"
      onClick={() =>
        void makeGuardrails({ asked: { scenario: scenarioNow() }, title: name ?? 'the scenario in What if' })
      }
    >
      <Shield size={16} aria-hidden /> Make guardrails
    </button>
  );
}
