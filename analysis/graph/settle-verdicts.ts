import { type Bits, listDifference } from './bits.ts';
import type { Adjacency, Include } from './graph.ts';

/** One in so many is followed edge by edge at first: too few to ask about would make the first pass idle. */
const SEED_SHARE = 32;
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
  reached: Bits,
  include: Include,
  [sure, conditional]: readonly [Bits, Bits],
): Uint8Array {
  const verdict = new Uint8Array(end - first);
  if (!include.conditional && !include.unknown) return verdict;
  sure.fill(0);
  for (let at = 0; at < first; at++) sure[queue[at]! >>> 5]! |= 1 << queue[at]!;
  // In order of number, rows are read from one end of memory to the other.
  const candidates = new Int32Array(end - first);
  listDifference(reached, sure, candidates, 0);
  const added = new Int32Array(end);
  added.set(queue.subarray(0, first));
  const seeds = follow(out, 1, sure, added, first, Math.ceil(end / SEED_SHARE));
  const unsure = seeds === 0 ? candidates : pull(out, back, 1, sure, candidates, added);
  if (unsure.length === 0) return verdict;
  conditional.set(sure);
  if (include.conditional) pull(out, back, 2, conditional, unsure, added);
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
 * @param candidates overwritten
 * @returns the candidates that the passes left, some of which may have become members since
 */
function pull(
  out: Adjacency,
  back: Adjacency,
  parts: number,
  members: Bits,
  candidates: Int32Array,
  added: Int32Array,
): Int32Array {
  const { bounds, neighbours } = back;
  let leftCount = candidates.length;
  let addedCount = 0;
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const asked = leftCount;
    leftCount = 0;
    addedCount = 0;
    for (let at = 0; at < asked; at++) {
      const entity = candidates[at]!;
      const stop = bounds[3 * entity + parts]!;
      let edge = bounds[3 * entity]!;
      while (edge < stop && (members[neighbours[edge]! >>> 5]! & (1 << neighbours[edge]!)) === 0) edge++;
      if (edge < stop) {
        members[entity >>> 5] = members[entity >>> 5]! | (1 << entity);
        added[addedCount++] = entity;
      } else candidates[leftCount++] = entity;
    }
    if (addedCount * WORTH_A_PASS < asked) break;
  }
  follow(out, parts, members, added, addedCount, Number.POSITIVE_INFINITY);
  return candidates.subarray(0, leftCount);
}

/**
 * Follows edges from the entities that a list begins with, first come first served, until `most` have been listed.
 *
 * @returns how many were listed and not followed
 */
function follow(
  out: Adjacency,
  parts: number,
  members: Bits,
  list: Int32Array,
  count: number,
  most: number,
): number {
  const { bounds, neighbours } = out;
  let end = count;
  let next = 0;
  for (; next < end && end <= most; next++) {
    const row = 3 * list[next]!;
    const stop = bounds[row + parts]!;
    for (let edge = bounds[row]!; edge < stop; edge++) {
      const neighbour = neighbours[edge]!;
      const word = neighbour >>> 5;
      if ((members[word]! & (1 << neighbour)) !== 0) continue;
      members[word] = members[word]! | (1 << neighbour);
      list[end++] = neighbour;
    }
  }
  return end - next;
}
