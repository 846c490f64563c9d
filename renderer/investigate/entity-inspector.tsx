import { useEffect, useState } from 'react';
import type { EntityRecord, Hop, Output } from '../../schema/contract.ts';
import type { TrustpathError } from '../../schema/errors.ts';
import { useCase } from '../case/case-store.ts';
import { MarksForm } from '../case/marks-form.tsx';
import { engine } from '../engine-client.ts';
import { shownAttributes } from '../entity/attributes.ts';
import { entitiesById } from '../entity/entity-cache.ts';
import { EntityIcon, JewelMark } from '../entity/entity-icon.tsx';
import { kindOf, originOf, plural, tierLabel, verbOf } from '../entity/kind.ts';
import { Identifier, Name } from '../entity/name.tsx';
import { VerdictMark } from '../entity/verdict-mark.tsx';
import { CopyButton } from '../frame/copy-button.tsx';
import { FailureNote } from '../frame/failure-note.tsx';
import { go } from '../frame/navigation-store.ts';
import { asFailure } from '../frame/session-store.ts';
import { OfferedChanges } from '../whatif/offered-changes.tsx';
import { askExposure, askFrom } from './ask.ts';
import { openDocument, selectHops, useInvestigate } from './investigate-store.ts';
import { UnknownNotes } from './unknown-notes.tsx';

type Inspected = Output<'entity.inspect'>;
const SHOWN = 60;

/** One entity: what it is, what it can do and who can do what to it, with counts, and the questions to ask from here. */
export function EntityInspector({ handle, id }: { readonly handle: string; readonly id: string }) {
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
        </div>
      </section>
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
      <Counts handle={handle} id={id} />
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

/** Counting goes through the whole graph: it waits until the choice has been one for a moment. */
const COUNT_AFTER = 150;

/** How far the entity goes in all, in both directions. */
function Counts({ handle, id }: { readonly handle: string; readonly id: string }) {
  const [counts, setCounts] = useState<{ readonly id: string; readonly of: Output<'entity.counts'> } | null>(
    null,
  );
  useEffect(() => {
    const abort = new AbortController();
    const timer = setTimeout(() => {
      engine.request('entity.counts', { handle, entity: id }, { signal: abort.signal }).then(
        (of) => setCounts({ id, of }),
        () => undefined, // The relations below are there without it.
      );
    }, COUNT_AFTER);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [handle, id]);
  const known = counts?.id === id ? counts.of : null;
  return (
    <section>
      <h3>In all, over any number of hops</h3>
      <dl className="facts">
        <dt>Reaches</dt>
        <dd>
          {known ? plural(known.reaches.total, 'entity', 'entities') : '…'}
          {known && known.reaches.crownJewels > 0 && (
            <span className="jewel-text"> {plural(known.reaches.crownJewels, 'crown jewel')} among them</span>
          )}
        </dd>
        <dt>Reached by</dt>
        <dd>{known ? plural(known.reachedBy.total, 'entity', 'entities') : '…'}</dd>
      </dl>
    </section>
  );
}

function Neighbours(props: {
  readonly title: string;
  readonly count: number;
  readonly hops: readonly Hop[];
  readonly end: 'from' | 'to';
  readonly near: ReadonlyMap<string, EntityRecord>;
}) {
  return (
    <section>
      <h3>
        {props.title}: {plural(props.count, 'direct relation')}
      </h3>
      <ul className="neighbours">
        {props.hops.map((hop) => {
          const other = props.near.get(hop[props.end]);
          return (
            <li key={`${hop.kind} ${hop.rule} ${hop.from} ${hop.to}`}>
              <button type="button" className="neighbour" onClick={() => selectHops([hop])}>
                <span className="muted">{props.end === 'to' ? verbOf(hop.kind) : ''}</span>
                {other && <EntityIcon kind={other.kind} size={14} />}
                <span className="clip">
                  <Name text={other?.name ?? hop[props.end]} length={34} />
                </span>
                <JewelMark tier={other?.tier ?? null} size={12} />
                <span className="muted">{props.end === 'from' ? verbOf(hop.kind) : ''}</span>
                {hop.verdict !== 'allow' && <VerdictMark verdict={hop.verdict} />}
              </button>
            </li>
          );
        })}
      </ul>
      {props.count > props.hops.length && (
        <p className="muted small">The first {props.hops.length} are listed.</p>
      )}
    </section>
  );
}
