import type { EntityRecord, Hop } from '../../schema/contract.ts';
import { EntityIcon, JewelMark } from '../entity/entity-icon.tsx';
import { plural, verbOf } from '../entity/kind.ts';
import { Name } from '../entity/name.tsx';
import { VerdictMark } from '../entity/verdict-mark.tsx';
import { selectHops } from './investigate-store.ts';

/** The direct relations of an entity in one direction, each opening its proof. */
export function Neighbours(props: {
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
