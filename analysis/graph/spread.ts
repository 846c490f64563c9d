import type { Adjacency, Graph, Include } from './graph.ts';

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

/** The scratch of a spread: one number or byte for each entity. Nothing need be clean. */
interface SpreadScratch {
  readonly distance: Int32Array;
  /** Best of the worst verdicts known so far, `UNSEEN` where not reached. */
  readonly verdict: Uint8Array;
  /** Entities in the order reached. */
  readonly queue: Int32Array;
}

const UNSEEN = 3;

const scratches = new WeakMap<Graph, SpreadScratch>();

export function spreadScratchOf(graph: Graph): SpreadScratch {
  let scratch = scratches.get(graph);
  if (scratch === undefined) {
    scratch = {
      distance: new Int32Array(graph.entityCount),
      verdict: new Uint8Array(graph.entityCount),
      queue: new Int32Array(graph.entityCount),
    };
    scratches.set(graph, scratch);
  }
  return scratch;
}

/**
 * When more than one in so many of the entities not yet reached is at the edge of what is, it is cheaper to ask those
 * not reached whether a neighbour is, than to follow every edge outwards (Beamer, Asanović and Patterson,
 * "Direction-optimizing breadth-first search", 2012).
 */
const PULL_FROM = 24;

/**
 * Breadth first along `out` from all of `starts`; `back` is the other direction. The starts themselves are left out
 * of the answer.
 */
export function spread(
  out: Adjacency,
  back: Adjacency,
  starts: Iterable<number>,
  include: Include,
  scratch: SpreadScratch,
): Reached {
  const { distance, verdict, queue } = scratch;
  verdict.fill(UNSEEN);
  let count = 0;
  for (const start of starts) {
    if (verdict[start] !== UNSEEN) continue;
    verdict[start] = 0;
    distance[start] = 0;
    queue[count++] = start;
  }
  const startCount = count;
  let level = 0;
  for (let next = 0; next < count; ) {
    level++;
    const edge = count;
    count =
      (edge - next) * PULL_FROM > verdict.length - edge
        ? pull(back, include, scratch, count, level)
        : push(out, include, scratch, next, count, level);
    next = edge;
  }
  settleVerdicts(out, back, include, scratch, count);
  return columns(scratch, startCount, count, level);
}

/** Follows the edges of the entities from `next` to `end` in the queue. */
function push(
  out: Adjacency,
  include: Include,
  { distance, verdict, queue }: SpreadScratch,
  next: number,
  end: number,
  level: number,
): number {
  const { bounds, neighbours } = out;
  let count = end;
  for (let at = next; at < end; at++) {
    const entity = queue[at]!;
    const worst = verdict[entity]!;
    for (let part = 0; part < 3; part++) {
      if (part === 1 && !include.conditional) continue;
      if (part === 2 && !include.unknown) continue;
      const offer = Math.max(part, worst);
      const stop = bounds[3 * entity + part + 1]!;
      for (let edge = bounds[3 * entity + part]!; edge < stop; edge++) {
        const neighbour = neighbours[edge]!;
        const known = verdict[neighbour]!;
        if (offer >= known) continue;
        verdict[neighbour] = offer;
        if (known !== UNSEEN) continue;
        distance[neighbour] = level;
        queue[count++] = neighbour;
      }
    }
  }
  return count;
}

/** Asks every entity not reached for a neighbour that was reached before this level. */
function pull(
  back: Adjacency,
  include: Include,
  { distance, verdict, queue }: SpreadScratch,
  end: number,
  level: number,
): number {
  const { bounds, neighbours } = back;
  let count = end;
  // Verdicts found in this level go in afterwards, or the entities would count as reached before it.
  for (let entity = 0; entity < verdict.length; entity++) {
    if (verdict[entity] !== UNSEEN) continue;
    let best = UNSEEN;
    for (let part = 0; part < 3 && part < best; part++) {
      if (part === 1 && !include.conditional) continue;
      if (part === 2 && !include.unknown) continue;
      const stop = bounds[3 * entity + part + 1]!;
      for (let edge = bounds[3 * entity + part]!; edge < stop; edge++) {
        const worst = verdict[neighbours[edge]!]!;
        if (worst === UNSEEN) continue;
        const offer = Math.max(part, worst);
        if (offer >= best) continue;
        best = offer;
        if (best === part) break;
      }
    }
    if (best === UNSEEN) continue;
    distance[entity] = (level << 2) | best;
    queue[count++] = entity;
  }
  for (let at = end; at < count; at++) {
    const entity = queue[at]!;
    verdict[entity] = distance[entity]! & 3;
    distance[entity] = level;
  }
  return count;
}

/**
 * The first path found to an entity need not be its surest. Betters verdicts until none can be: first by asking the
 * neighbours of each entity that is not sure, then by passing on what became better.
 */
function settleVerdicts(
  out: Adjacency,
  back: Adjacency,
  include: Include,
  { verdict, queue }: SpreadScratch,
  count: number,
): void {
  const bettered: number[] = [];
  for (let at = 0; at < count; at++) {
    const entity = queue[at]!;
    let best = verdict[entity]!;
    if (best === 0) continue;
    const before = best;
    for (let part = 0; part < 3 && part < best; part++) {
      if (part === 1 && !include.conditional) continue;
      const stop = back.bounds[3 * entity + part + 1]!;
      for (let edge = back.bounds[3 * entity + part]!; edge < stop && best > part; edge++) {
        const worst = verdict[back.neighbours[edge]!]!;
        const offer = Math.max(part, worst);
        if (offer < best) best = offer;
      }
    }
    if (best === before) continue;
    verdict[entity] = best;
    bettered.push(entity);
  }
  while (bettered.length > 0) {
    const entity = bettered.pop()!;
    const worst = verdict[entity]!;
    for (let part = 0; part < 2; part++) {
      if (part === 1 && !include.conditional) continue;
      const offer = Math.max(part, worst);
      const stop = out.bounds[3 * entity + part + 1]!;
      for (let edge = out.bounds[3 * entity + part]!; edge < stop; edge++) {
        const neighbour = out.neighbours[edge]!;
        if (offer >= verdict[neighbour]! || verdict[neighbour] === UNSEEN) continue;
        verdict[neighbour] = offer;
        bettered.push(neighbour);
      }
    }
  }
}

/** Sorts by counting: each distance has its place, and entities fall into it in order of number. */
function columns(
  { distance, verdict, queue }: SpreadScratch,
  startCount: number,
  count: number,
  levels: number,
): Reached {
  const free = new Int32Array(levels + 2);
  for (let at = startCount; at < count; at++) {
    const place = distance[queue[at]!]! + 1;
    free[place] = free[place]! + 1;
  }
  for (let level = 0; level <= levels; level++) free[level + 1] = free[level + 1]! + free[level]!;
  const size = count - startCount;
  const answer = {
    index: new Int32Array(size),
    distance: new Int32Array(size),
    verdict: new Uint8Array(size),
  };
  for (let entity = 0; entity < verdict.length; entity++) {
    if (verdict[entity] === UNSEEN || distance[entity] === 0) continue;
    const level = distance[entity]!;
    const at = free[level]!;
    free[level] = at + 1;
    answer.index[at] = entity;
    answer.distance[at] = level;
    answer.verdict[at] = verdict[entity]!;
  }
  return answer;
}
