/** Sets of elements, each of which must be hit: at least one of its elements chosen. Elements are small whole numbers. */
export type Constraint = readonly number[];

export interface HittingSet {
  /** Ascending. */
  readonly chosen: readonly number[];
  readonly cost: number;
  /** False where the search was given up at its limit: a cheaper choice may exist. */
  readonly least: boolean;
}

/** Steps of the search before it settles for the best found. Some 10 ms on a laptop for constraints of ten elements. */
const MOST_STEPS = 20_000;

/**
 * The cheapest choice of elements that hits every constraint (weighted minimum hitting set, which is NP-hard): branch
 * and bound, with the cost of constraints that share no element as the bound, begun from a greedy choice. Every
 * constraint needs an element of finite cost.
 */
export function leastHittingSet(
  constraints: readonly Constraint[],
  costOf: (element: number) => number,
): HittingSet {
  const sets = withoutSupersets(
    constraints.map((set) => [...new Set(set)].sort((a, b) => costOf(a) - costOf(b) || a - b)),
  );
  let best = greedy(sets, costOf);
  let bestCost = sum(best, costOf);
  let steps = 0;
  const chosen = new Set<number>();
  const banned = new Set<number>();

  const search = (cost: number): void => {
    if (++steps > MOST_STEPS) return;
    const open = sets.filter((set) => !set.some((element) => chosen.has(element)));
    if (open.length === 0) {
      if (cost < bestCost) {
        best = [...chosen];
        bestCost = cost;
      }
      return;
    }
    if (cost + disjointBound(open, banned, costOf) >= bestCost) return;
    // The set with the fewest ways to hit it: each way is a branch, and later branches need not try earlier ways.
    const tightest = open.reduce((a, b) => (waysOf(b, banned) < waysOf(a, banned) ? b : a));
    const tried: number[] = [];
    for (const element of tightest) {
      if (banned.has(element)) continue;
      const price = costOf(element);
      if (cost + price < bestCost) {
        chosen.add(element);
        search(cost + price);
        chosen.delete(element);
      }
      banned.add(element);
      tried.push(element);
    }
    for (const element of tried) banned.delete(element);
  };
  search(0);
  return { chosen: [...best].sort((a, b) => a - b), cost: bestCost, least: steps <= MOST_STEPS };
}

function waysOf(set: Constraint, banned: ReadonlySet<number>): number {
  let ways = 0;
  for (const element of set) if (!banned.has(element)) ways++;
  return ways;
}

/** What has to be paid at least: sets that share no element are paid for one by one. */
function disjointBound(
  open: readonly Constraint[],
  banned: ReadonlySet<number>,
  costOf: (element: number) => number,
): number {
  const used = new Set<number>();
  let bound = 0;
  for (const set of open) {
    if (set.some((element) => used.has(element))) continue;
    const cheapest = set.find((element) => !banned.has(element));
    if (cheapest === undefined) return Number.POSITIVE_INFINITY;
    bound += costOf(cheapest);
    for (const element of set) used.add(element);
  }
  return bound;
}

/** Again and again the element that hits most for its cost; then what turned out not to be needed is dropped. */
function greedy(sets: readonly Constraint[], costOf: (element: number) => number): number[] {
  const chosen: number[] = [];
  let open = sets;
  while (open.length > 0) {
    const hits = new Map<number, number>();
    for (const set of open) for (const element of set) hits.set(element, (hits.get(element) ?? 0) + 1);
    let best = -1;
    let bestWorth = -1;
    for (const [element, count] of hits) {
      const worth = count / costOf(element);
      if (worth > bestWorth || (worth === bestWorth && element < best)) {
        best = element;
        bestWorth = worth;
      }
    }
    chosen.push(best);
    open = open.filter((set) => !set.includes(best));
  }
  for (const element of [...chosen].sort((a, b) => costOf(b) - costOf(a))) {
    const rest = chosen.filter((each) => each !== element);
    if (sets.every((set) => set.some((each) => rest.includes(each))))
      chosen.splice(chosen.indexOf(element), 1);
  }
  return chosen;
}

/** Whoever hits a set hits every larger one that contains it. */
function withoutSupersets(sets: readonly Constraint[]): readonly Constraint[] {
  const bySize = [...sets].sort((a, b) => a.length - b.length);
  const kept: Constraint[] = [];
  for (const set of bySize) {
    const elements = new Set(set);
    if (!kept.some((smaller) => smaller.every((element) => elements.has(element)))) kept.push(set);
  }
  return kept;
}

function sum(elements: readonly number[], costOf: (element: number) => number): number {
  return elements.reduce((total, element) => total + costOf(element), 0);
}
