/** What a relation is told by, in numbers. */
export interface RelationKeys {
  readonly from: ArrayLike<number>;
  readonly to: ArrayLike<number>;
  readonly type: ArrayLike<number>;
}

export interface RelationTable {
  /** Takes a relation of the keys by its number; answers the one that it takes the place of, -1 where none. */
  put(relation: number): number;
  /** The relation of the keys that was put last for these numbers, -1 where none was. */
  find(from: number, to: number, type: number): number;
}

/**
 * Finds relations by their ends and type: an open hash table of up to `most` relations, in one array of numbers. A map
 * by a text of each key takes ten times as long at a million relations, most of it for making the texts.
 */
export function relationTable({ from, to, type }: RelationKeys, most: number): RelationTable {
  let size = 16;
  while (size < 2 * most) size *= 2;
  const mask = size - 1;
  /** Relation number + 1; 0 is free. */
  const slots = new Int32Array(size);
  // Whoever writes a file cannot choose relations that fall on each other in every run.
  const seed = (Math.random() * 2 ** 32) | 0;

  /** Where such a relation is, or would be put. */
  const slotOf = (ofFrom: number, ofTo: number, ofType: number): number => {
    let hash = Math.imul(ofFrom ^ seed, 0x9e3779b1);
    hash = Math.imul(hash ^ (hash >>> 15) ^ ofTo, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13) ^ ofType, 0xc2b2ae35);
    for (let slot = (hash ^ (hash >>> 16)) & mask; ; slot = (slot + 1) & mask) {
      const relation = slots[slot]! - 1;
      if (relation < 0) return slot;
      if (from[relation] === ofFrom && to[relation] === ofTo && type[relation] === ofType) return slot;
    }
  };

  return {
    put(relation) {
      const slot = slotOf(from[relation]!, to[relation]!, type[relation]!);
      const former = slots[slot]! - 1;
      slots[slot] = relation + 1;
      return former;
    },
    find: (ofFrom, ofTo, ofType) => slots[slotOf(ofFrom, ofTo, ofType)]! - 1,
  };
}
