import { type ReactNode, useEffect, useState } from 'react';
import type { EntityRecord, Output } from '../../schema/contract.ts';
import type { TrustpathError } from '../../schema/errors.ts';
import { mayBehave } from '../behaviour/behaving-kinds.ts';
import { showBehaviourOf } from '../behaviour/show-behaviour-of.ts';
import { useCase } from '../case/case-store.ts';
import { MarksForm } from '../case/marks-form.tsx';
import { engine } from '../engine-client.ts';
import { shownAttributes } from '../entity/attributes.ts';
import { entitiesById } from '../entity/entity-cache.ts';
import { EntityIcon, JewelMark } from '../entity/entity-icon.tsx';
import { kindOf, originOf, tierLabel } from '../entity/kind.ts';
import { Identifier, Name } from '../entity/name.tsx';
import { CopyButton } from '../frame/copy-button.tsx';
import { FailureNote } from '../frame/failure-note.tsx';
import { go } from '../frame/navigation-store.ts';
import { asFailure } from '../frame/session-store.ts';
import { OfferedChanges } from '../whatif/offered-changes.tsx';
import { askExposure, askFrom } from './ask.ts';
import { EntityCounts } from './entity-counts.tsx';
import { openDocument, useInvestigate } from './investigate-store.ts';
import { Neighbours } from './neighbours.tsx';
import { UnknownNotes } from './unknown-notes.tsx';

type Inspected = Output<'entity.inspect'>;
const SHOWN = 60;

/** One entity: what it is, what it can do and who can do what to it, with counts, and the questions to ask from here. */
export function EntityInspector({
  handle,
  id,
  children,
}: {
  readonly handle: string;
  readonly id: string;
  /** What else a view knows of it, before its facts. */
  readonly children?: ReactNode;
}) {
  const [inspected, setInspected] = useState<Inspected | null>(null);
  const [near, setNear] = useState<ReadonlyMap<string, EntityRecord>>(new Map());
  const [failure, setFailure] = useState<TrustpathError | null>(null);
  // What is marked changes what is said.
  const marked = useCase((state) => state.open?.head.number);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when something was marked
  useEffect(() => {
    const abort = new AbortController();
    setFailure(null);
    (async () => {
      const answer = await engine.request(
        'entity.inspect',
        { handle, entity: id, limit: SHOWN },
        { signal: abort.signal },
      );
      const ids = [...answer.outgoing.map((hop) => hop.to), ...answer.incoming.map((hop) => hop.from)];
      setInspected(answer);
      const known = await entitiesById(handle, ids, abort.signal);
      setNear(
        new Map(ids.flatMap((other) => (known.has(other) ? [[other, known.get(other)!] as const] : []))),
      );
    })().catch((thrown: unknown) => {
      if (!abort.signal.aborted) setFailure(asFailure(thrown));
    });
    return () => abort.abort();
  }, [handle, id, marked]);

  if (failure) return <FailureNote failure={failure} />;
  if (!inspected || inspected.entity.id !== id) return <p className="muted pad">Reading…</p>;
  const { entity } = inspected;
  const declared = kindOf(entity.kind);
  return (
    <article className="inspector-part" aria-label="Entity">
      <section>
        <p className="entity-title">
          <EntityIcon kind={entity.kind} size={18} />
          <strong className="grow">
            <Name text={entity.name} length={60} /> <JewelMark tier={entity.tier} />
          </strong>
        </p>
        <p className="row">
          <Identifier text={entity.id} length={40} />
          <CopyButton text={entity.id} label="Copy the identifier" />
        </p>
        <p className="muted small">{declared.meaning}</p>
        <div className="row wrap">
          <button
            type="button"
            className="button"
            onClick={() => {
              go('investigate');
              void askFrom(entity);
            }}
          >
            What it reaches
          </button>
          <button
            type="button"
            className="button"
            onClick={() => {
              go('investigate');
              void askExposure(entity);
            }}
          >
            What reaches it
          </button>
          <button
            type="button"
            className="button"
            onClick={() => {
              useInvestigate.setState({ target: entity });
              go('investigate');
            }}
          >
            Set as target
          </button>
          {mayBehave(entity) && (
            <button type="button" className="button" onClick={() => showBehaviourOf(entity.id)}>
              Behaviour
            </button>
          )}
        </div>
      </section>
      {children}
      <section>
        <dl className="facts">
          <dt>Kind</dt>
          <dd>{declared.label}</dd>
          <dt>Tier</dt>
          <dd>{tierLabel(entity.tier)}</dd>
          <dt>Source</dt>
          <dd>
            <Name text={originOf(entity)} length={40} />
          </dd>
          {shownAttributes(entity.attributes).map(({ label, values }) => (
            <div key={label} className="facts-row">
              <dt>
                <Name text={label} length={24} />
              </dt>
              <dd className="values">
                {values.map((value) => (
                  <Identifier key={value} text={value} length={40} />
                ))}
              </dd>
            </div>
          ))}
        </dl>
        {entity.evidence && (
          <button
            type="button"
            className="link"
            onClick={() =>
              entity.evidence && openDocument({ ...entity.evidence, says: 'Where this entity is described' })
            }
          >
            Open where it is described
          </button>
        )}
      </section>
      <MarksForm entities={[entity]} />
      <OfferedChanges about={{ entity: entity.id }} />
      <EntityCounts handle={handle} id={id} />
      <Neighbours
        title="Can do"
        count={inspected.outgoingCount}
        hops={inspected.outgoing}
        end="to"
        near={near}
      />
      <Neighbours
        title="Can be reached by"
        count={inspected.incomingCount}
        hops={inspected.incoming}
        end="from"
        near={near}
      />
      <UnknownNotes unknowns={inspected.unknowns} />
    </article>
  );
}
