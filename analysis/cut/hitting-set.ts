/** Sets of elements, each of which must be hit: at least one of its elements chosen. Elements are small whole numbers. */
export type Constraint = readonly number[];

export interface HittingSet {
  /** Ascending. */
  readonly chosen: readonly number[];
  readonly cost: number;
  /** False where the search was given up at its limit: a cheaper choice may exist. */
  readonly least: boolean;
}

/** Steps of the search of one part before it settles for the best found. */
const MOST_STEPS = 20_000;

/**
 * The cheapest choice of elements that hits every constraint (weighted minimum hitting set, which is NP-hard). What can
 * be told without searching is told first: a larger constraint is hit with a smaller one inside it, an element is not
 * needed where a cheaper one hits all that it hits, and a constraint of one element decides. What is left falls into
 * parts that share no element; each is searched by branch and bound. Every constraint needs an element of finite cost.
 */
export function leastHittingSet(
  constraints: readonly Constraint[],
  costOf: (element: number) => number,
): HittingSet {
  const costs = new Map<number, number>();
  const cost = (element: number): number => {
    let known = costs.get(element);
    if (known === undefined) {
      known = costOf(element);
      costs.set(element, known);
    }
    return known;
  };
  const chosen = new Set<number>();
  let least = true;
  for (const part of partsOf(reduced(constraints, cost, chosen))) {
    const found = searched(part, cost);
    for (const element of found.chosen) chosen.add(element);
    least &&= found.least;
  }
  const all = [...chosen].sort((a, b) => a - b);
  return { chosen: all, cost: sum(all, cost), least };
}

/** The constraints that are left to decide; what is decided already is added to `chosen`. */
function reduced(
  constraints: readonly Constraint[],
  costOf: (element: number) => number,
  chosen: Set<number>,
): readonly Constraint[] {
  let sets = withoutSupersets(constraints.map((set) => [...new Set(set)]));
  for (;;) {
    const needed = withoutDominated(sets, costOf);
    for (const set of needed) if (set.length === 1) chosen.add(set[0]!);
    const left = withoutSupersets(needed.filter((set) => !set.some((element) => chosen.has(element))));
    const size = (list: readonly Constraint[]) => list.reduce((total, set) => total + set.length, 0);
    if (size(left) === size(sets)) return left;
    sets = left;
  }
}

/** Without the elements of which another, no dearer, hits every set that they hit. */
function withoutDominated(
  sets: readonly Constraint[],
  costOf: (element: number) => number,
): readonly Constraint[] {
  const hits = new Map<number, number[]>();
  for (const [at, set] of sets.entries())
    for (const element of set) {
      const known = hits.get(element);
      if (known) known.push(at);
      else hits.set(element, [at]);
    }
  const gone = new Set<number>();
  for (const [element, own] of hits) {
    const wanted = new Set(own);
    // Whatever hits all that it hits is in the first set that it hits.
    for (const other of sets[own[0]!]!) {
      if (other === element || gone.has(other)) continue;
      const theirs = hits.get(other)!;
      if (theirs.length < own.length || costOf(other) > costOf(element)) continue;
      const equal = theirs.length === own.length && costOf(other) === costOf(element);
      // Of two that are alike in all, the one with the smaller number stays.
      if (equal && other > element && theirs.every((at) => wanted.has(at))) continue;
      if (own.every((at) => theirs.includes(at))) {
        gone.add(element);
        break;
      }
    }
  }
  return gone.size === 0 ? sets : sets.map((set) => set.filter((element) => !gone.has(element)));
}

/** Constraints that share elements, directly or by way of others, together. */
function partsOf(sets: readonly Constraint[]): readonly (readonly Constraint[])[] {
  const root = new Map<number, number>();
  const find = (element: number): number => {
    let at = element;
    for (let up = root.get(at); up !== undefined && up !== at; up = root.get(at)) at = up;
    root.set(element, at);
    return at;
  };
  for (const [first, ...others] of sets) for (const other of others) root.set(find(other), find(first!));
  return [...Map.groupBy(sets, ([first]) => find(first!)).values()];
}

/** Branch and bound, with the cost of constraints that share no element as the bound, begun from a greedy choice. */
function searched(constraints: readonly Constraint[], costOf: (element: number) => number): HittingSet {
  const sets = constraints.map((set) => [...set].sort((a, b) => costOf(a) - costOf(b) || a - b));
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
  // A set inside another begins with an element of the other.
  const byFirst = new Map<number, Constraint[]>();
  for (const set of bySize) {
    const elements = new Set(set);
    const inside = (smaller: Constraint) => smaller.every((element) => elements.has(element));
    if (set.some((element) => byFirst.get(element)?.some(inside))) continue;
    kept.push(set);
    const first = set[0]!;
    const same = byFirst.get(first);
    if (same) same.push(set);
    else byFirst.set(first, [set]);
  }
  return kept;
}

function sum(elements: readonly number[], costOf: (element: number) => number): number {
  return elements.reduce((total, element) => total + costOf(element), 0);
}
