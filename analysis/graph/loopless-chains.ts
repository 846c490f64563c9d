import { weightAlong } from './best-relation.ts';
import { type Adjacency, type Graph, type Include, includedVerdicts, VERDICT_WEIGHTS } from './graph.ts';
import { guidedSearch } from './guided-search.ts';
import { createHeap } from './heap.ts';
import { countHops, searchWithinHops } from './hop-limited-path.ts';
import { cleanSide, UNREACHED, workspaceOf } from './workspace.ts';

export interface ChainSearch {
  readonly graph: Graph;
  /** The direction to walk in, from `start` to `goal`. */
  readonly adjacency: Adjacency;
  /** The other direction. */
  readonly opposite: Adjacency;
  readonly start: number;
  readonly goal: number;
  /** Weight left to the goal from every entity, when nothing is blocked. */
  readonly left: Int32Array;
  readonly include: Include;
  readonly maxHops: number;
  /** A lightest chain that is known already. */
  readonly first?: readonly number[];
}

/**
 * Part of the set of paths that is still to be looked through: those that begin with `prefix` and do not go on to an
 * entity of `barred`. `chain` is the lightest of them once it has been searched for; until then `weight` is a bound.
 */
interface Share {
  readonly weight: number;
  readonly prefix: readonly number[];
  readonly barred: ReadonlySet<number>;
  readonly chain: readonly number[] | null;
  /** How often its search has been put off. */
  readonly pauses: number;
}

/**
 * Entities to go through before a search may be put off. As it begins again from nothing, it is given eight times as
 * many each time, so that beginning again costs little of the whole.
 */
const FIRST_PATIENCE = 4_000;
const MORE_PATIENCE = 8;

const NONE: ReadonlySet<number> = new Set();

/**
 * Loopless chains of entities from `start` to `goal`, lightest first, for as long as they are asked for. Yen's
 * algorithm with Lawler's rule (deviate only at or after the last deviation), shares searched only when their bound
 * comes up. Yields null after each search, where the caller may pause; the scratch arrays are clean then.
 */
export function* looplessChains(search: ChainSearch): Generator<readonly number[] | null, void, undefined> {
  const { start, goal, left, first } = search;
  if (left[start] === UNREACHED) return;
  const shares = createHeap<Share>(compareShares);
  shares.push({ weight: left[start]!, prefix: [start], barred: NONE, chain: first ?? null, pauses: 0 });
  for (let share = shares.pop(); share !== undefined; share = shares.pop()) {
    if (share.chain === null) {
      const found = lightestOf(search, share, shares.peek()?.weight ?? UNREACHED);
      if (found !== null) shares.push(found);
      yield null;
      continue;
    }
    const chain = share.chain;
    yield chain;
    if (start === goal) return;
    for (let at = share.prefix.length - 1; at < chain.length - 1; at++) {
      const prefix = chain.slice(0, at + 1);
      const barred = new Set(at === share.prefix.length - 1 ? share.barred : NONE).add(chain[at + 1]!);
      const weight = boundOf(search, prefix, barred);
      if (weight !== null) shares.push({ weight, prefix, barred, chain: null, pauses: 0 });
    }
  }
}

/** Lighter first; of equal ones those already found, in order of their entities. */
function compareShares(a: Share, b: Share): number {
  if (a.weight !== b.weight) return a.weight - b.weight;
  if ((a.chain === null) !== (b.chain === null)) return a.chain === null ? 1 : -1;
  const left = a.chain ?? a.prefix;
  const right = b.chain ?? b.prefix;
  for (let i = 0; i < left.length && i < right.length; i++) {
    if (left[i] !== right[i]) return left[i]! - right[i]!;
  }
  return left.length - right.length;
}

/** Weight of a prefix and the best that could follow; null where nothing can. */
function boundOf(search: ChainSearch, prefix: readonly number[], barred: ReadonlySet<number>): number | null {
  const { bounds, neighbours } = search.adjacency;
  const { left } = search;
  if (prefix.length - 1 >= search.maxHops) return null;
  const onPrefix = new Set(prefix);
  const spur = prefix.at(-1)!;
  let bound = UNREACHED;
  for (const verdict of includedVerdicts(search.include)) {
    const weight = VERDICT_WEIGHTS[verdict]!;
    const end = bounds[3 * spur + verdict + 1]!;
    for (let edge = bounds[3 * spur + verdict]!; edge < end; edge++) {
      const neighbour = neighbours[edge]!;
      if (weight + left[neighbour]! >= bound || barred.has(neighbour) || onPrefix.has(neighbour)) continue;
      bound = weight + left[neighbour]!;
    }
  }
  return bound === UNREACHED ? null : weightAlong(search.adjacency, prefix, search.include) + bound;
}

/**
 * The share with its lightest chain; or put off with a higher bound, where another share may be lighter; or null where
 * it is empty.
 *
 * @param others least weight of the other shares
 */
function lightestOf(search: ChainSearch, share: Share, others: number): Share | null {
  const { graph, adjacency, goal, left, include, maxHops } = search;
  const { forward, backward, blocked } = workspaceOf(graph);
  const { prefix, barred } = share;
  const spur = prefix.at(-1)!;
  const before = prefix.slice(0, -1);
  for (const entity of before) blocked[entity] = 1;
  try {
    const done = weightAlong(adjacency, prefix, include);
    const entities = FIRST_PATIENCE * MORE_PATIENCE ** share.pauses;
    const found = guidedSearch(adjacency, forward, spur, goal, left, include, barred, blocked, {
      weight: others - done,
      entities,
    });
    if (found === null) return null;
    if (found.chain === null)
      return { prefix, barred, chain: null, weight: done + found.weight, pauses: share.pauses + 1 };
    const hopsLeft = maxHops - before.length;
    let chain: number[] | null = found.chain;
    if (chain.length - 1 > hopsLeft) {
      countHops(search.opposite, backward, goal, hopsLeft, include);
      const limits = { maxHops: hopsLeft, include, hopsLeft: backward.distance, blocked, barred };
      chain = searchWithinHops(adjacency, forward, spur, goal, limits);
      if (chain === null) return null;
    }
    const whole = [...before, ...chain];
    return { prefix, barred, chain: whole, weight: weightAlong(adjacency, whole, include), pauses: 0 };
  } finally {
    cleanSide(backward);
    for (const entity of before) blocked[entity] = 0;
  }
}
