import type { Derived, Entity, Relation } from '../../schema/records.ts';
import type { SnapshotReader } from '../../schema/snapshot/types.ts';

export interface GraphDifference {
  readonly what: 'entity' | 'relation';
  /** In words of the original. */
  readonly says: string;
}

type GraphOf = Pick<SnapshotReader, 'entities' | 'relations'>;

export const graphOfDerived = ({ entities, relations }: Derived): GraphOf => ({
  entities: () => entities.map((entity, index) => ({ ...entity, index })),
  relations: () => relations,
});

/**
 * Compares two graphs through pseudonyms: every entity must have one counterpart of its kind and tier, every relation one
 * of its kind, rule and verdict with as many conditions and steps of proof between the counterparts of its ends, and
 * nothing may be left over. Answers at most `most` differences; none means that the graphs are isomorphic.
 */
export function graphDifferences(
  original: GraphOf,
  redacted: GraphOf,
  pseudonym: (id: string) => string,
  most = 20,
): GraphDifference[] {
  const differences: GraphDifference[] = [];
  const compare = <T>(
    what: GraphDifference['what'],
    before: Iterable<T>,
    after: Iterable<T>,
    keyOf: (item: T, name: (id: string) => string) => string,
  ) => {
    const left = new Map<string, number>();
    for (const item of after) count(left, keyOf(item, same), 1);
    for (const item of before) {
      const key = keyOf(item, pseudonym);
      if ((left.get(key) ?? 0) > 0) count(left, key, -1);
      else if (differences.length < most)
        differences.push({ what, says: `${keyOf(item, same)} has no counterpart` });
    }
    for (const [key, number] of left) {
      if (number > 0 && differences.length < most)
        differences.push({ what, says: `the pseudonymous ${key} has no original` });
    }
  };
  compare('entity', original.entities(), redacted.entities(), entityKey);
  compare('relation', original.relations(), redacted.relations(), relationKey);
  return differences;
}

const same = (id: string) => id;

function count(counts: Map<string, number>, key: string, by: number): void {
  const number = (counts.get(key) ?? 0) + by;
  if (number === 0) counts.delete(key);
  else counts.set(key, number);
}

function entityKey(entity: Entity, name: (id: string) => string): string {
  return `${entity.kind} ${name(entity.id)}, tier ${entity.tier ?? 'none'}, ${entity.collected ? 'collected' : 'mentioned'}`;
}

function relationKey(relation: Relation, name: (id: string) => string): string {
  const { from, to, kind, rule, verdict, conditions, proof } = relation;
  return `${name(from)} ${kind} ${name(to)} by ${rule}, ${verdict}, ${conditions.length} conditions, ${proof.length} steps`;
}
