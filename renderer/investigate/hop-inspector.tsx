import { ArrowRight } from 'lucide-react';
import type { EntityRecord, Hop } from '../../schema/contract.ts';
import { RELATION_KINDS } from '../../schema/kinds/relation-kinds.ts';
import { EntityIcon, JewelMark } from '../entity/entity-icon.tsx';
import { Name } from '../entity/name.tsx';
import { VerdictMark } from '../entity/verdict-mark.tsx';
import { ReadMore } from '../frame/read-more.tsx';
import { OfferedChanges } from '../whatif/offered-changes.tsx';
import { selectEntity } from './investigate-store.ts';
import { ObservedNote } from './observed-note.tsx';
import { ProofList } from './proof-list.tsx';
import { useRule } from './rules-store.ts';

/** An entity as a link that opens it in the inspector. */
export function EntityLink(props: { readonly id: string; readonly entity: EntityRecord | undefined }) {
  return (
    <button type="button" className="link" onClick={() => selectEntity(props.id)}>
      {props.entity && <EntityIcon kind={props.entity.kind} size={14} />}
      <Name text={props.entity?.name ?? props.id} length={40} />
      <JewelMark tier={props.entity?.tier ?? null} />
    </button>
  );
}

/** One relation, in the order a person asks: what it is, why it holds, what it enables, what it needs, how to end it. */
export function HopInspector(props: {
  readonly hop: Hop;
  readonly entities: ReadonlyMap<string, EntityRecord>;
}) {
  const { hop, entities } = props;
  const rule = useRule(hop.rule);
  const declared = RELATION_KINDS[hop.kind];
  return (
    <article className="inspector-part" aria-label={`Relation: ${declared.label}`}>
      <section>
        <p className="hop-ends">
          <EntityLink id={hop.from} entity={entities.get(hop.from)} />
          <span className="hop-verb">
            {declared.label} <ArrowRight size={14} aria-hidden />
          </span>
          <EntityLink id={hop.to} entity={entities.get(hop.to)} />
        </p>
        <p className="row">
          <VerdictMark verdict={hop.verdict} />
          <span className="muted small">{declared.meaning}</span>
        </p>
        {hop.observed && <ObservedNote observed={hop.observed} />}
      </section>

      <section>
        <h3>{hop.verdict === 'unknown' ? 'What speaks for it' : 'Why it holds'}</h3>
        <ProofList proof={hop.proof} />
      </section>

      {rule && (
        <section>
          <h3>What it enables</h3>
          <p>{rule.enables}</p>
        </section>
      )}

      <section>
        <h3>{hop.verdict === 'unknown' ? 'What is not known' : 'What it needs'}</h3>
        {hop.conditions.length === 0 ? (
          <p className="muted">Nothing further.</p>
        ) : (
          <ul className="bullets">
            {hop.conditions.map((condition) => (
              <li key={condition}>
                <Name text={condition} />
              </li>
            ))}
          </ul>
        )}
      </section>

      {rule && (
        <section>
          <h3>How to end it</h3>
          <p>{rule.fix}</p>
        </section>
      )}

      <OfferedChanges about={{ from: hop.from, to: hop.to, kind: hop.kind, rule: hop.rule }} />

      <ReadMore
        rule={hop.rule}
        title={rule?.title}
        techniques={hop.techniques}
        references={rule?.references ?? []}
      />
    </article>
  );
}
