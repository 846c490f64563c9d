import { RELATION_KINDS } from '../../schema/kinds/relation-kinds.ts';
import type { SnapshotReader } from '../../schema/snapshot/types.ts';

/** Crown jewels within reach of an entity over relations of some verdicts: others, and itself; by walking the table. */
export function jewelsWithin(
  reader: SnapshotReader,
  from: string,
  verdicts: readonly string[],
): { readonly others: number; readonly self: number } {
  const relations = [...reader.relations()].filter(
    ({ kind, verdict }) => RELATION_KINDS[kind].traversable && verdicts.includes(verdict),
  );
  const reached = new Set([from]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const relation of relations)
      if (reached.has(relation.from) && !reached.has(relation.to)) {
        reached.add(relation.to);
        grown = true;
      }
  }
  const jewels = [...reader.entities()].filter(({ id, tier }) => tier === 0 && reached.has(id));
  return {
    others: jewels.filter(({ id }) => id !== from).length,
    self: jewels.filter(({ id }) => id === from).length,
  };
}
