import type { Bits } from './bits.ts';
import type { Adjacency, Include } from './graph.ts';

/** Passes over all that is unsure, before what became sure in the last of them is followed edge by edge. */
const MOST_PASSES = 8;
/** A pass that makes fewer than one in so many entities sure is the last. */
const WORTH_A_PASS = 50;

/**
 * The surest way to each entity reached, which need not be the shortest.
 *
 * @param queue the starts, up to `first`, then what they reach, up to `end`, in order of distance
 * @returns for each entity from `first` to `end`: 0 reached by `allow` alone, 1 with conditions, 2 otherwise
 */
export function settleVerdicts(
  out: Adjacency,
  back: Adjacency,
  queue: Int32Array,
  first: number,
  end: number,
  include: Include,
  [sure, conditional]: readonly [Bits, Bits],
): Uint8Array {
  const verdict = new Uint8Array(end - first);
  if (!include.conditional && !include.unknown) return verdict;
  sure.fill(0);
  for (let at = 0; at < first; at++) sure[queue[at]! >>> 5]! |= 1 << queue[at]!;
  let unsure = close(out, back, 1, sure, queue.subarray(first, end));
  if (unsure.length === 0) return verdict;
  conditional.set(sure);
  if (include.conditional) {
    unsure = close(out, back, 2, conditional, unsure);
  }
  for (let at = first; at < end; at++) {
    const entity = queue[at]!;
    const word = entity >>> 5;
    if ((sure[word]! & (1 << entity)) === 0) {
      verdict[at - first] = (conditional[word]! & (1 << entity)) === 0 ? 2 : 1;
    }
  }
  return verdict;
}

/**
 * Adds to `members` every candidate that the first `parts` parts of the rows lead to from a member. Passes over the
 * candidates, each asking its neighbours, settle most; an edge left over then starts at one that the last pass added.
 *
 * @returns the candidates that a pass left, some of which may have become members since
 */
function close(
  out: Adjacency,
  back: Adjacency,
  parts: number,
  members: Bits,
  candidates: Int32Array,
): Int32Array {
  const { bounds, neighbours } = back;
  const left = new Int32Array(candidates.length);
  const added = new Int32Array(candidates.length);
  let from = candidates;
  let leftCount = candidates.length;
  let addedCount = 0;
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const asked = leftCount;
    leftCount = 0;
    addedCount = 0;
    for (let at = 0; at < asked; at++) {
      const entity = from[at]!;
      const stop = bounds[3 * entity + parts]!;
      let edge = bounds[3 * entity]!;
      while (edge < stop && (members[neighbours[edge]! >>> 5]! & (1 << neighbours[edge]!)) === 0) edge++;
      if (edge < stop) {
        members[entity >>> 5] = members[entity >>> 5]! | (1 << entity);
        added[addedCount++] = entity;
      } else left[leftCount++] = entity;
    }
    from = left;
    if (addedCount * WORTH_A_PASS < asked) break;
  }
  follow(out, parts, members, added, addedCount);
  return left.subarray(0, leftCount);
}

/** Follows edges from the entities of a list, of which each new member becomes one. */
function follow(out: Adjacency, parts: number, members: Bits, list: Int32Array, count: number): void {
  const { bounds, neighbours } = out;
  let height = count;
  while (height > 0) {
    const entity = list[--height]!;
    const stop = bounds[3 * entity + parts]!;
    for (let edge = bounds[3 * entity]!; edge < stop; edge++) {
      const neighbour = neighbours[edge]!;
      const word = neighbour >>> 5;
      if ((members[word]! & (1 << neighbour)) !== 0) continue;
      members[word] = members[word]! | (1 << neighbour);
      list[height++] = neighbour;
    }
  }
}
