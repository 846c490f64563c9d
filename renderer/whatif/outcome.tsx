import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import type { EntityRecord, Hop, Output, TrustPath } from '../../schema/contract.ts';
import { plural, verbOf } from '../entity/kind.ts';
import { Identifier, Name } from '../entity/name.tsx';
import { VerdictMark } from '../entity/verdict-mark.tsx';
import { CopyButton } from '../frame/copy-button.tsx';
import { showFailure } from '../frame/session-store.ts';
import { fromShell, shell } from '../shell.ts';
import { outcomeMarkdown } from './outcome-markdown.ts';
import { OutcomeSummary } from './outcome-summary.tsx';
import { useWhatIf } from './whatif-store.ts';

type Outcome = Output<'whatif'>;
const SHOWN = 40;

/** What the changes do: paths that end, open and are left, relations, and recorded use that may break. */
export function OutcomeParts(props: {
  readonly outcome: Outcome;
  readonly entities: ReadonlyMap<string, EntityRecord>;
}) {
  const { outcome, entities } = props;
  const { relations } = outcome;
  const changes = useWhatIf((state) => state.changes);
  return (
    <>
      <section className="card" aria-label="Outcome">
        <div className="row">
          <h2 className="grow">Outcome</h2>
          <CopyButton text={outcomeMarkdown(changes, outcome)} label="Copy the outcome as Markdown" />
          <button
            type="button"
            className="button"
            onClick={() => void saveOutcome(outcomeMarkdown(changes, outcome))}
          >
            Save as Markdown…
          </button>
        </div>
        <OutcomeSummary outcome={outcome} />
        {outcome.refused.length > 0 && <Refused refused={outcome.refused} />}
        {outcome.guards.length > 0 && <Guards guards={outcome.guards} entities={entities} />}
      </section>
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

/** Changes that an admission policy of the scenario refuses: which, by what and why. */
function Refused({ refused }: { readonly refused: Outcome['refused'] }) {
  const changes = useWhatIf((state) => state.changes);
  return (
    <ul className="whatif-paths" aria-label="Refused by admission">
      {refused.map(({ change, by, message }) => (
        <li key={change} className="stack">
          <p className="row wrap">
            <CircleX size={16} aria-hidden className="bad-text" />
            <span>{changes[change]?.title ?? `Change ${change + 1}`}</span>
            <span className="muted small">is refused by</span>
            <Name text={by} length={60} />
          </p>
          <p className="muted small">
            <Name text={message} length={180} />
          </p>
        </li>
      ))}
    </ul>
  );
}

function Guards(props: {
  readonly guards: Outcome['guards'];
  readonly entities: ReadonlyMap<string, EntityRecord>;
}) {
  const { entities } = props;
  const name = (id: string) => entities.get(id)?.name ?? id;
  return (
    <ul className="whatif-paths" aria-label="Guards">
      {props.guards.map(({ from, to, broken }) => (
        <li key={`${from} ${to}`} className="stack">
          <p className="row wrap">
            {broken === null ? (
              <CircleCheck size={16} aria-hidden className="ok-text" />
            ) : (
              <CircleX size={16} aria-hidden className="bad-text" />
            )}
            <Name text={name(from)} length={40} />
            <span className="muted small">to</span>
            <Name text={name(to)} length={40} />
            <span>{broken === null ? 'guard holds: nothing leads there' : 'guard is broken:'}</span>
          </p>
          {broken && <PathLine path={broken} entities={entities} />}
        </li>
      ))}
    </ul>
  );
}

/** A path hop by hop, with the rule and verdict of each on demand. */
function PathLine(props: { readonly path: TrustPath; readonly entities: ReadonlyMap<string, EntityRecord> }) {
  const { path, entities } = props;
  const name = (id: string) => entities.get(id)?.name ?? id;
  return (
    <details className="whatif-path">
      <summary className="row wrap">
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
      </summary>
      <ol className="whatif-hops small">
        {path.hops.map((hop) => (
          <li key={`${hop.from} ${hop.to} ${hop.rule}`}>
            <p className="row wrap">
              <Identifier text={hop.from} length={56} />
              <span className="muted">{verbOf(hop.kind)}</span>
              <Identifier text={hop.to} length={56} />
              <VerdictMark verdict={hop.verdict} />
            </p>
            {[...hop.proof.map(({ says }) => says), ...hop.conditions.map((each) => `only if: ${each}`)].map(
              (says) => (
                <p key={says} className="muted">
                  <Name text={says} length={180} />
                </p>
              ),
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}

async function saveOutcome(content: string): Promise<void> {
  try {
    await fromShell(shell().saveFile({ kind: 'markdown', suggestedName: 'what-if.md', content }));
  } catch (thrown) {
    showFailure(thrown);
  }
}

function Paths(props: {
  readonly title: string;
  readonly empty: string;
  readonly paths: readonly TrustPath[];
  readonly entities: ReadonlyMap<string, EntityRecord>;
}) {
  const { paths, entities, title } = props;
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
              <PathLine path={path} entities={entities} />
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
      The first {SHOWN} of {plural(total, 'entry', 'entries')} are listed; the Markdown has all.
    </p>
  );
}
