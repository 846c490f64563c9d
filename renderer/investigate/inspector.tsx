import type { EntityRecord } from '../../schema/contract.ts';
import { EntityInspector } from './entity-inspector.tsx';
import { HopInspector } from './hop-inspector.tsx';
import { useInvestigate } from './investigate-store.ts';

/** What is chosen, in words. Several relations between the same two entities stand one below the other. */
export function Inspector(props: {
  readonly handle: string;
  readonly entities: ReadonlyMap<string, EntityRecord>;
}) {
  const selection = useInvestigate((state) => state.selection);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keys
    <section className="inspector" aria-label="Inspector" tabIndex={0}>
      {selection === null && (
        <p className="empty">
          Choose an entity or a relation, in the drawing or in the table, to see its proof.
        </p>
      )}
      {selection?.kind === 'hops' &&
        selection.hops.map((hop) => (
          <HopInspector
            key={`${hop.from} ${hop.to} ${hop.kind} ${hop.rule}`}
            hop={hop}
            entities={props.entities}
          />
        ))}
      {selection?.kind === 'entity' && <EntityInspector handle={props.handle} id={selection.id} />}
    </section>
  );
}
