import { type Bits, createBits, listDifference } from './bits.ts';
import { type Adjacency, type Graph, type Include, spansOf } from './graph.ts';
import { settleVerdicts } from './settle-verdicts.ts';

/** What is reached, as columns, in order of distance, then number. */
export interface Reached {
  /** Entity numbers. */
  readonly index: Int32Array;
  /** Least hops from the nearest start, 1 or more. */
  readonly distance: Int32Array;
  /**
   * 0 where some path holds for sure (all of its relations `allow`), else 1 where some path needs conditions only,
   * else 2. Such a path may be longer than `distance`.
   */
  readonly verdict: Uint8Array;
}

/** The scratch of a spread; nothing need be clean. */
interface SpreadScratch {
  /** Entities in the order reached: by distance, then number. */
  readonly queue: Int32Array;
  readonly reached: Bits;
  /** What was reached before the level at work. */
  readonly before: Bits;
  /** Entities reached for sure, and those reached with conditions at most. */
  readonly certain: readonly [Bits, Bits];
}

/**
 * When more than one in so many of the entities not yet reached is at the edge of what is, it is cheaper to ask those
 * not reached whether a neighbour is, than to follow every edge outwards (Beamer, Asanović and Patterson,
 * "Direction-optimizing breadth-first search", 2012). The number is where the two took the same time.
 */
const PULL_FROM = 12;

const scratches = new WeakMap<Graph, SpreadScratch>();

/** Breadth first from all of `starts`, which are left out of the answer; `backwards` goes against the relations. */
export function spread(
  graph: Graph,
  backwards: boolean,
  starts: readonly number[],
  include: Include,
): Reached {
  const scratch = scratchOf(graph);
  const { queue, reached, before } = scratch;
  const out = backwards ? graph.reverse : graph.forward;
  const back = backwards ? graph.forward : graph.reverse;
  const spans = spansOf(include);

  before.fill(0);
  reached.fill(0);
  for (const start of starts) reached[start >>> 5] = reached[start >>> 5]! | (1 << start);
  const ends = [listDifference(reached, before, queue, 0)];
  for (let next = 0; next < ends.at(-1)!; ) {
    const edge = ends.at(-1)!;
    before.set(reached);
    const left = graph.entityCount - edge;
    ends.push(
      (edge - next) * PULL_FROM > left
        ? pull(back, spans, scratch, graph.entityCount, edge)
        : push(out, spans, scratch, next, edge),
    );
    next = edge;
  }

  const first = ends[0]!;
  const index = queue.slice(first, ends.at(-1)!);
  const distance = new Int32Array(index.length);
  for (let level = 1; level < ends.length; level++) {
    distance.fill(level, ends[level - 1]! - first, ends[level]! - first);
  }
  const verdict = settleVerdicts(out, back, queue, first, ends.at(-1)!, reached, include, scratch.certain);
  return { index, distance, verdict };
}

function scratchOf(graph: Graph): SpreadScratch {
  let scratch = scratches.get(graph);
  if (scratch === undefined) {
    const count = graph.entityCount;
    scratch = {
      queue: new Int32Array(count),
      reached: createBits(count),
      before: createBits(count),
      certain: [createBits(count), createBits(count)],
    };
    scratches.set(graph, scratch);
  }
  return scratch;
}

/** Follows the edges of the entities from `next` to `end` in the queue. */
function push(
  out: Adjacency,
  spans: readonly number[],
  { queue, reached, before }: SpreadScratch,
  next: number,
  end: number,
): number {
  const { bounds, neighbours } = out;
  let count = end;
  for (let at = next; at < end; at++) {
    const row = 3 * queue[at]!;
    for (let span = 0; span < spans.length; span += 2) {
      const stop = bounds[row + spans[span + 1]!]!;
      for (let edge = bounds[row + spans[span]!]!; edge < stop; edge++) {
        const neighbour = neighbours[edge]!;
        const word = neighbour >>> 5;
        if ((reached[word]! & (1 << neighbour)) !== 0) continue;
        reached[word] = reached[word]! | (1 << neighbour);
        queue[count++] = neighbour;
      }
    }
  }
  // In order of number, by whichever way is cheaper.
  if (count - end < reached.length >>> 3) queue.subarray(end, count).sort();
  else listDifference(reached, before, queue, end);
  return count;
}

/** Asks every entity not reached for a neighbour that was reached before this level. */
function pull(
  back: Adjacency,
  spans: readonly number[],
  { queue, reached, before }: SpreadScratch,
  entityCount: number,
  end: number,
): number {
  const { bounds, neighbours } = back;
  let count = end;
  for (let word = 0; word < before.length; word++) {
    let missing = ~before[word]!;
    while (missing !== 0) {
      const lowest = missing & -missing;
      missing ^= lowest;
      const entity = (word << 5) + 31 - Math.clz32(lowest);
      if (entity >= entityCount) break;
      const row = 3 * entity;
      search: for (let span = 0; span < spans.length; span += 2) {
        const stop = bounds[row + spans[span + 1]!]!;
        for (let edge = bounds[row + spans[span]!]!; edge < stop; edge++) {
          const neighbour = neighbours[edge]!;
          if ((before[neighbour >>> 5]! & (1 << neighbour)) === 0) continue;
          reached[word] = reached[word]! | lowest;
          queue[count++] = entity;
          break search;
        }
      }
    }
  }
  return count;
}
