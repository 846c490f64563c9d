/** Sets of entities, one bit each: at a million entities they stay in the processor's own cache. */
export type Bits = Int32Array;

export function createBits(count: number): Bits {
  return new Int32Array((count + 31) >>> 5);
}

/**
 * Writes the members of `set` that are not in `without`, ascending, into `list` from `at` on.
 *
 * @returns the end of what was written
 */
export function listDifference(set: Bits, without: Bits, list: Int32Array, at: number): number {
  let end = at;
  for (let word = 0; word < set.length; word++) {
    let members = set[word]! & ~without[word]!;
    while (members !== 0) {
      const lowest = members & -members;
      members ^= lowest;
      list[end++] = (word << 5) + 31 - Math.clz32(lowest);
    }
  }
  return end;
}
