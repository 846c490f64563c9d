import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { EntityRecord, Hop, Output, TrustPath } from '../../schema/contract.ts';
import { plural, verbOf } from '../entity/kind.ts';
import { Name } from '../entity/name.tsx';
import { VerdictMark } from '../entity/verdict-mark.tsx';

type Outcome = Output<'whatif'>;
const SHOWN = 40;

/** What the changes do: paths that end, open and are left, relations, and recorded use that may break. */
export function OutcomeParts(props: {
  readonly outcome: Outcome;
  readonly entities: ReadonlyMap<string, EntityRecord>;
}) {
  const { outcome, entities } = props;
  const { relations } = outcome;
  return (
    <>
      <section className="card" aria-label="Recorded use">
        <h2>What may break</h2>
        {outcome.breaks.length === 0 ? (
          <p className="row">
            <CircleCheck size={16} aria-hidden className="ok-text" />
            No use was recorded of what is taken away. Not every service records its use.
          </p>
        ) : (
          <ul className="stack">
            {outcome.breaks.map((use) => (
              <li key={`${use.entity} ${use.says}`} className="row">
                <TriangleAlert size={16} aria-hidden className="fixed" />
                <span className="grow">
                  <Name text={use.says} />
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <Paths
        title="Paths that end"
        empty="No path to a crown jewel ends."
        paths={outcome.lost}
        entities={entities}
      />
      <Paths
        title="Paths that open"
        empty="No path to a crown jewel opens."
        paths={outcome.gained}
        entities={entities}
      />
      <Paths
        title="Paths that are left"
        empty="Of what the changes touch, no path to a crown jewel is left."
        paths={outcome.left}
        entities={entities}
      />
      <section className="card" aria-label="Relations">
        <h2>Relations</h2>
        <p className="muted">
          {relations.lost.length} end, {relations.gained.length} come, {relations.changed.length} hold under
          other conditions
        </p>
        <Relations title="End" hops={relations.lost} entities={entities} />
        <Relations title="Come" hops={relations.gained} entities={entities} />
        <Relations
          title="Hold otherwise"
          hops={relations.changed.map((each) => each.after)}
          entities={entities}
        />
      </section>
    </>
  );
}

function Paths(props: {
  readonly title: string;
  readonly empty: string;
  readonly paths: readonly TrustPath[];
  readonly entities: ReadonlyMap<string, EntityRecord>;
}) {
  const { paths, entities, title } = props;
  const name = (id: string) => entities.get(id)?.name ?? id;
  return (
    <section className="card" aria-label={title}>
      <h2>
        {title}: {paths.length}
      </h2>
      {paths.length === 0 ? (
        <p className="muted">{props.empty}</p>
      ) : (
        <ol className="whatif-paths">
          {paths.slice(0, SHOWN).map((path) => (
            <li key={`${path.from} ${path.to}`}>
              <p className="row wrap">
                <strong>
                  <Name text={name(path.from)} length={40} />
                </strong>
                {path.hops.map((hop) => (
                  <span key={`${hop.from} ${hop.to} ${hop.rule}`} className="row">
                    <span className="muted small">{verbOf(hop.kind)}</span>
                    <Name text={name(hop.to)} length={40} />
                  </span>
                ))}
                <VerdictMark verdict={path.verdict} />
              </p>
            </li>
          ))}
        </ol>
      )}
      <More total={paths.length} />
    </section>
  );
}

function Relations(props: {
  readonly title: string;
  readonly hops: readonly Hop[];
  readonly entities: ReadonlyMap<string, EntityRecord>;
}) {
  const { hops, entities } = props;
  if (hops.length === 0) return null;
  const name = (id: string) => entities.get(id)?.name ?? id;
  return (
    <>
      <h3>{props.title}</h3>
      <ul className="whatif-relations">
        {hops.slice(0, SHOWN).map((hop) => (
          <li key={`${hop.from} ${hop.to} ${hop.kind} ${hop.rule}`} className="row wrap">
            <Name text={name(hop.from)} length={40} />
            <span className="muted small">{verbOf(hop.kind)}</span>
            <Name text={name(hop.to)} length={40} />
            <VerdictMark verdict={hop.verdict} />
          </li>
        ))}
      </ul>
      <More total={hops.length} />
    </>
  );
}

function More({ total }: { readonly total: number }) {
  if (total <= SHOWN) return null;
  return (
    <p className="muted small">
      The first {SHOWN} of {plural(total, 'entry', 'entries')} are listed; export the outcome for all.
    </p>
  );
}
