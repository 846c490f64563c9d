import fc from 'fast-check';
import { buildGraph, type GraphInput } from './build.ts';
import { type Graph, INCLUDE_ALL, type Include, VERDICT_WEIGHTS } from './graph.ts';

/** For tests only: small random graphs, and slow answers that are plain to see. */

export interface SmallGraph {
  readonly input: GraphInput;
  readonly graph: Graph;
}

/** Up to 7 entities with parallel relations, loops, every verdict, and some relations that cannot be followed. */
export function smallGraphs(): fc.Arbitrary<SmallGraph> {
  return fc
    .integer({ min: 1, max: 7 })
    .chain((entityCount) =>
      fc.record({
        entityCount: fc.constant(entityCount),
        relations: fc.array(
          fc.record({
            from: fc.nat(entityCount - 1),
            to: fc.nat(entityCount - 1),
            verdict: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat(2) }),
            traversable: fc.oneof(
              { weight: 9, arbitrary: fc.constant(1) },
              { weight: 1, arbitrary: fc.constant(0) },
            ),
          }),
          { maxLength: 24 },
        ),
      }),
    )
    .map(({ entityCount, relations }) => smallGraph(entityCount, relations));
}

export function smallGraph(
  entityCount: number,
  relations: readonly { from: number; to: number; verdict?: number; traversable?: number }[],
): SmallGraph {
  const input = {
    entityCount,
    from: Int32Array.from(relations, (r) => r.from),
    to: Int32Array.from(relations, (r) => r.to),
    verdict: Uint8Array.from(relations, (r) => r.verdict ?? 0),
    traversable: Uint8Array.from(relations, (r) => r.traversable ?? 1),
  };
  return { input, graph: buildGraph(input) };
}

export const includes: fc.Arbitrary<Include> = fc.record({
  conditional: fc.boolean(),
  unknown: fc.boolean(),
});

/** Weight of the lightest relation between two entities, by going through them all; null where there is none. */
export function hopWeight(input: GraphInput, from: number, to: number, include: Include): number | null {
  let best: number | null = null;
  for (let relation = 0; relation < input.from.length; relation++) {
    if (input.from[relation] !== from || input.to[relation] !== to) continue;
    if (!follows(input, relation, include)) continue;
    const weight = VERDICT_WEIGHTS[input.verdict[relation]!]!;
    if (best === null || weight < best) best = weight;
  }
  return best;
}

export function follows(input: GraphInput, relation: number, include: Include): boolean {
  if (input.traversable[relation] === 0) return false;
  if (input.verdict[relation] === 1) return include.conditional;
  if (input.verdict[relation] === 2) return include.unknown;
  return true;
}

/** Weights of all loopless paths with at most so many hops, ascending, by trying every one. */
export function allPathWeights(
  input: GraphInput,
  from: number,
  to: number,
  maxHops = Number.POSITIVE_INFINITY,
  include: Include = INCLUDE_ALL,
): number[] {
  const weights: number[] = [];
  const walk = (entity: number, weight: number, passed: readonly number[]): void => {
    if (entity === to) {
      weights.push(weight);
      return;
    }
    if (passed.length > maxHops) return;
    for (let next = 0; next < input.entityCount; next++) {
      const hop = passed.includes(next) ? null : hopWeight(input, entity, next, include);
      if (hop !== null) walk(next, weight + hop, [...passed, next]);
    }
  };
  walk(from, 0, [from]);
  return weights.sort((a, b) => a - b);
}

/** All pairs by Floyd and Warshall, with the cost of a relation and how costs add up given; Infinity where no path. */
export function allPairs(
  input: GraphInput,
  include: Include,
  cost: (verdict: number) => number,
  add: (a: number, b: number) => number,
): number[][] {
  const count = input.entityCount;
  const table = Array.from({ length: count }, (_, a) =>
    Array.from({ length: count }, (_, b) => (a === b ? 0 : Number.POSITIVE_INFINITY)),
  );
  for (let relation = 0; relation < input.from.length; relation++) {
    if (!follows(input, relation, include)) continue;
    const row = table[input.from[relation]!]!;
    const to = input.to[relation]!;
    row[to] = Math.min(row[to]!, cost(input.verdict[relation]!));
  }
  for (let via = 0; via < count; via++) {
    for (let a = 0; a < count; a++) {
      for (let b = 0; b < count; b++) {
        table[a]![b] = Math.min(table[a]![b]!, add(table[a]![via]!, table[via]![b]!));
      }
    }
  }
  return table;
}

/** What a path of relation numbers weighs, once it is sure that it is one: joined, followed, loopless, best hops. */
export function weightOfPath(
  input: GraphInput,
  path: readonly number[],
  from: number,
  to: number,
  include: Include,
): number {
  const passed = [from];
  let weight = 0;
  for (const relation of path) {
    const here = passed.at(-1)!;
    const next = input.to[relation]!;
    if (input.from[relation] !== here) throw new Error(`relation ${relation} does not start at ${here}`);
    if (!follows(input, relation, include)) throw new Error(`relation ${relation} must not be followed`);
    if (passed.includes(next)) throw new Error(`the path comes to ${next} again`);
    const hop = VERDICT_WEIGHTS[input.verdict[relation]!]!;
    const best = hopWeight(input, here, next, include);
    if (hop !== best)
      throw new Error(`relation ${relation} weighs ${hop}, another between the same two ${best}`);
    for (let other = 0; other < relation; other++) {
      const same = input.from[other] === here && input.to[other] === next;
      if (same && follows(input, other, include) && VERDICT_WEIGHTS[input.verdict[other]!] === best) {
        throw new Error(`relation ${other} is as good as ${relation} and comes first`);
      }
    }
    weight += hop;
    passed.push(next);
  }
  if (passed.at(-1) !== to) throw new Error(`the path ends at ${passed.at(-1)}, not ${to}`);
  return weight;
}
