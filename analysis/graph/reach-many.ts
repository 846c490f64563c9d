import { begin, checkEntity } from './check-question.ts';
import { type Adjacency, type Graph, type Question, spansOf } from './graph.ts';

/** Footholds that one question can carry: one bit each. */
const MOST_FOOTHOLDS = 32;

/** Share of the graph to follow outwards, before asking inwards settles more at a time. */
const PUSH_UNTIL = 1 / 24;
const MOST_PASSES = 8;
/** A pass in which fewer than one in so many entities gains a bit is the last. */
const WORTH_A_PASS = 50;

export interface ReachedByFoothold {
  /** By entity number: bit `i` is set where foothold `i` reaches the entity. A foothold's own bit on itself is not. */
  readonly mask: Int32Array;
  /** For each foothold, how many entities it reaches, itself left out. */
  readonly counts: Int32Array;
}

/** Entities that gained bits which their neighbours do not have yet; each waits once at most. */
interface Waiting {
  readonly ring: Int32Array;
  readonly isWaiting: Uint8Array;
  head: number;
  size: number;
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
  const spans = spansOf(begin(question));
  const mask = new Int32Array(graph.entityCount);
  const waiting: Waiting = {
    ring: new Int32Array(graph.entityCount),
    isWaiting: new Uint8Array(graph.entityCount),
    head: 0,
    size: 0,
  };
  let all = 0;
  for (const [bit, foothold] of footholds.entries()) {
    mask[foothold] = mask[foothold]! | (1 << bit);
    all |= 1 << bit;
    wait(waiting, foothold);
  }
  push(graph.forward, spans, mask, waiting, PUSH_UNTIL * graph.edgeCount);
  if (waiting.size > 0) {
    pull(graph.reverse, spans, mask, all, waiting);
    push(graph.forward, spans, mask, waiting, Number.POSITIVE_INFINITY);
  }
  for (const [bit, foothold] of footholds.entries()) mask[foothold] = mask[foothold]! & ~(1 << bit);
  return { mask, counts: countBits(mask, all, footholds.length) };
}

function wait(waiting: Waiting, entity: number): void {
  if (waiting.isWaiting[entity] === 1) return;
  waiting.isWaiting[entity] = 1;
  const end = waiting.head + waiting.size++;
  waiting.ring[end < waiting.ring.length ? end : end - waiting.ring.length] = entity;
}

/** Hands on the bits of those that wait, until none does or so many edges have been followed. */
function push(
  out: Adjacency,
  spans: readonly number[],
  mask: Int32Array,
  waiting: Waiting,
  mostEdges: number,
): void {
  const { bounds, neighbours } = out;
  let followed = 0;
  while (waiting.size > 0 && followed < mostEdges) {
    const entity = waiting.ring[waiting.head]!;
    waiting.head = waiting.head + 1 < waiting.ring.length ? waiting.head + 1 : 0;
    waiting.size--;
    waiting.isWaiting[entity] = 0;
    const bits = mask[entity]!;
    const row = 3 * entity;
    for (let span = 0; span < spans.length; span += 2) {
      const start = bounds[row + spans[span]!]!;
      const stop = bounds[row + spans[span + 1]!]!;
      followed += stop - start;
      for (let edge = start; edge < stop; edge++) {
        const neighbour = neighbours[edge]!;
        const before = mask[neighbour]!;
        if ((bits & ~before) === 0) continue;
        mask[neighbour] = before | bits;
        wait(waiting, neighbour);
      }
    }
  }
}

/**
 * Passes over all entities that lack a bit, each taking those of its neighbours. After the last, whatever still has
 * something to hand on gained it in that pass, so those are what waits.
 */
function pull(
  back: Adjacency,
  spans: readonly number[],
  mask: Int32Array,
  all: number,
  waiting: Waiting,
): void {
  const { bounds, neighbours } = back;
  const gained = waiting.ring;
  let gainedCount = 0;
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    gainedCount = 0;
    for (let entity = 0; entity < mask.length; entity++) {
      const before = mask[entity]!;
      if (before === all) continue;
      let bits = before;
      const row = 3 * entity;
      for (let span = 0; span < spans.length && bits !== all; span += 2) {
        const stop = bounds[row + spans[span + 1]!]!;
        for (let edge = bounds[row + spans[span]!]!; edge < stop && bits !== all; edge++) {
          bits |= mask[neighbours[edge]!]!;
        }
      }
      if (bits === before) continue;
      mask[entity] = bits;
      gained[gainedCount++] = entity;
    }
    if (gainedCount * WORTH_A_PASS < mask.length) break;
  }
  waiting.head = 0;
  waiting.size = gainedCount;
  waiting.isWaiting.fill(0);
  for (let at = 0; at < gainedCount; at++) waiting.isWaiting[gained[at]!] = 1;
}

function countBits(mask: Int32Array, all: number, footholds: number): Int32Array {
  const counts = new Int32Array(footholds);
  let complete = 0;
  for (let entity = 0; entity < mask.length; entity++) {
    const bits = mask[entity]!;
    if (bits === all) complete++;
    else {
      for (let rest = bits; rest !== 0; rest &= rest - 1) {
        const bit = 31 - Math.clz32(rest & -rest);
        counts[bit] = counts[bit]! + 1;
      }
    }
  }
  return counts.map((count) => count + complete);
}
