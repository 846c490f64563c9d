import { begin, checkEntity } from './check-question.ts';
import type { Graph, Question } from './graph.ts';

/** Footholds that one question can carry: one bit each. */
export const MOST_FOOTHOLDS = 32;

export interface ReachedByFoothold {
  /** By entity number: bit `i` is set where foothold `i` reaches the entity. A foothold's own bit on itself is not. */
  readonly mask: Uint32Array;
  /** For each foothold, how many entities it reaches, itself left out. */
  readonly counts: Int32Array;
}

/**
 * The blast radii of up to 32 footholds at once, one bit for each, in little more than the time of a few.
 *
 * @throws RangeError for more than 32
 */
export function reachMany(
  graph: Graph,
  footholds: readonly number[],
  question: Question = {},
): ReachedByFoothold {
  if (footholds.length > MOST_FOOTHOLDS) {
    throw new RangeError(`${footholds.length} footholds: at most ${MOST_FOOTHOLDS} can be asked at once`);
  }
  for (const foothold of footholds) checkEntity(graph, foothold);
  const include = begin(question);
  const { bounds, neighbours } = graph.forward;
  const mask = new Uint32Array(graph.entityCount);
  // An entity waits once at most, with all the bits that came since it was last followed.
  const waiting = new Uint8Array(graph.entityCount);
  const ring = new Int32Array(graph.entityCount + 1);
  let head = 0;
  let tail = 0;
  for (const [bit, foothold] of footholds.entries()) {
    mask[foothold] = (mask[foothold]! | (1 << bit)) >>> 0;
    if (waiting[foothold] === 1) continue;
    waiting[foothold] = 1;
    ring[tail++] = foothold;
    if (tail === ring.length) tail = 0;
  }
  while (head !== tail) {
    const entity = ring[head++]!;
    if (head === ring.length) head = 0;
    waiting[entity] = 0;
    const bits = mask[entity]! | 0;
    for (let part = 0; part < 3; part++) {
      if (part === 1 && !include.conditional) continue;
      if (part === 2 && !include.unknown) continue;
      const stop = bounds[3 * entity + part + 1]!;
      for (let edge = bounds[3 * entity + part]!; edge < stop; edge++) {
        const neighbour = neighbours[edge]!;
        const before = mask[neighbour]! | 0;
        if ((bits & ~before) === 0) continue;
        mask[neighbour] = before | bits;
        if (waiting[neighbour] === 1) continue;
        waiting[neighbour] = 1;
        ring[tail++] = neighbour;
        if (tail === ring.length) tail = 0;
      }
    }
  }
  for (const [bit, foothold] of footholds.entries()) mask[foothold] = (mask[foothold]! & ~(1 << bit)) >>> 0;
  return { mask, counts: countBits(mask, footholds.length) };
}

function countBits(mask: Uint32Array, footholds: number): Int32Array {
  const counts = new Int32Array(footholds);
  for (let entity = 0; entity < mask.length; entity++) {
    for (let bits = mask[entity]! | 0; bits !== 0; bits &= bits - 1) {
      const bit = 31 - Math.clz32(bits & -bits);
      counts[bit] = counts[bit]! + 1;
    }
  }
  return counts;
}
