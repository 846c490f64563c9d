import { useDeferredValue, useMemo } from 'react';
import type { Hop } from '../../schema/contract.ts';
import { useEntities } from '../entity/use-entities.ts';
import { EntityInspector } from './entity-inspector.tsx';
import { HopInspector } from './hop-inspector.tsx';
import { useInvestigate } from './investigate-store.ts';
import { MoreRelations } from './more-relations.tsx';
import './inspector.css';

/** Two relations of one rule between the same entities differ by their proof. */
function keyOf(hop: Hop): string {
  return `${hop.from} ${hop.to} ${hop.kind} ${hop.rule} ${JSON.stringify(hop.proof)}`;
}

/** What is chosen, in words. Several relations between the same two entities stand one below the other. */
export function Inspector(props: {
  readonly handle: string;
  /** What to say while nothing is chosen. */
  readonly hint: string;
}) {
  // What was chosen is marked in the drawing and the table first; its words follow in the next frame.
  const selection = useDeferredValue(useInvestigate((state) => state.selection));
  const ids = useMemo(
    () => (selection?.kind === 'hops' ? selection.hops.flatMap((hop) => [hop.from, hop.to]) : []),
    [selection],
  );
  const entities = useEntities(props.handle, ids);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keys
    <section className="inspector" aria-label="Inspector" tabIndex={0}>
      {selection === null && <p className="empty">{props.hint}</p>}
      {selection?.kind === 'hops' &&
        selection.hops.map((hop) => <HopInspector key={keyOf(hop)} hop={hop} entities={entities} />)}
      {selection?.kind === 'hops' && <MoreRelations handle={props.handle} hops={selection.hops} />}
      {selection?.kind === 'entity' && <EntityInspector handle={props.handle} id={selection.id} />}
    </section>
  );
}
