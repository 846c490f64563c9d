import { throwIfCancelled } from '../../schema/errors.ts';
import { exposureOfMany } from '../graph/exposure.ts';
import { type Graph, INCLUDE_ALL, type Question, spansOf } from '../graph/graph.ts';
import { type Constraint, leastHittingSet } from './hitting-set.ts';

export interface CutQuestion extends Question {
  readonly from: readonly number[];
  readonly to: readonly number[];
  /** The changes each of which alone takes a relation away, as small whole numbers; none where nothing can. */
  readonly changesOf: (relation: number) => readonly number[];
  /** The relations that a change takes away: those whose changes it is among. */
  readonly takenBy: (change: number) => readonly number[];
  /** Above 0. Infinite for a change that is out of the question. */
  readonly costOf: (change: number) => number;
  /** Sets of changes of which one has to be made whatever the paths say. */
  readonly demands?: readonly Constraint[];
}

export type Cut =
  | {
      readonly possible: true;
      /** Ascending; empty where no path has to be cut. */
      readonly changes: readonly number[];
      readonly cost: number;
      /** False where a cheaper cut may exist: the search was given up at its limit. */
      readonly least: boolean;
    }
  /** `path` (relation numbers) cannot be cut by any change. */
  | { readonly possible: false; readonly path: readonly number[] };

/**
 * The cheapest set of changes after which no path leads from any `from` to any `to`. One change may take away many
 * relations, so this is no minimum cut of edges: paths are found one after the other, each is a constraint (one of the
 * changes along it must be made), and the least choice that meets all constraints so far is tried until no path is
 * left. Then no cheaper one exists, because it already fails the paths that were found.
 */
export function leastCut(graph: Graph, question: CutQuestion): Cut {
  const search = createSearch(graph, question);
  const taken = new Uint8Array(graph.relationCount);
  const take = (change: number) => {
    for (const relation of question.takenBy(change)) taken[relation] = 1;
  };
  const constraints: Constraint[] = [...(question.demands ?? [])];
  for (;;) {
    throwIfCancelled(question.signal);
    const made = leastHittingSet(constraints, question.costOf);
    taken.fill(0);
    for (const change of made.chosen) take(change);
    let found = 0;
    // Several paths for one choice: whatever is cheapest on each is made as well, only to find the next.
    for (let paths = search(taken); paths.length > 0; paths = search(taken))
      for (const path of paths) {
        if (path.some((relation) => taken[relation] === 1)) continue;
        const ways = new Set<number>();
        for (const relation of path)
          for (const change of question.changesOf(relation))
            if (Number.isFinite(question.costOf(change))) ways.add(change);
        if (ways.size === 0) return { possible: false, path };
        const constraint = [...ways];
        constraints.push(constraint);
        found++;
        take(constraint.reduce((a, b) => (question.costOf(b) < question.costOf(a) ? b : a)));
      }
    if (found === 0) return { possible: true, changes: made.chosen, cost: made.cost, least: made.least };
  }
}

/** Paths of one search at most. */
const MOST_PATHS = 200;

/**
 * Finds paths over relations that are not taken, one for each relation by which a target is entered, the fewest hops
 * first; none where no path is left. Only what leads to a target is walked.
 */
function createSearch(
  graph: Graph,
  { from, to, include = INCLUDE_ALL, signal }: CutQuestion,
): (taken: Uint8Array) => readonly (readonly number[])[] {
  const { bounds, neighbours, relations } = graph.forward;
  const spans = spansOf(include);
  const towards = new Uint8Array(graph.entityCount);
  for (const entity of exposureOfMany(graph, to, { include, signal }).index) towards[entity] = 1;
  const target = new Uint8Array(graph.entityCount);
  for (const entity of to) {
    towards[entity] = 1;
    target[entity] = 1;
  }
  const starts = from.filter((entity) => towards[entity] === 1 && target[entity] === 0);
  const seen = new Int32Array(graph.entityCount);
  const parent = new Int32Array(graph.entityCount);
  const by = new Int32Array(graph.entityCount);
  const queue = new Int32Array(graph.entityCount);
  let round = 0;

  return (taken) => {
    const paths: (readonly number[])[] = [];
    round++;
    let length = 0;
    for (const start of starts) {
      if (seen[start] === round) continue;
      seen[start] = round;
      parent[start] = -1;
      queue[length++] = start;
    }
    for (let at = 0; at < length; at++) {
      const entity = queue[at]!;
      const row = 3 * entity;
      for (let span = 0; span < spans.length; span += 2) {
        const stop = bounds[row + spans[span + 1]!]!;
        for (let edge = bounds[row + spans[span]!]!; edge < stop; edge++) {
          const neighbour = neighbours[edge]!;
          if (seen[neighbour] === round || towards[neighbour] === 0) continue;
          const relation = relations[edge]!;
          if (taken[relation] === 1) continue;
          if (target[neighbour] === 1) {
            if (paths.push([...pathTo(entity, parent, by), relation]) === MOST_PATHS) return paths;
            continue;
          }
          seen[neighbour] = round;
          parent[neighbour] = entity;
          by[neighbour] = relation;
          queue[length++] = neighbour;
        }
      }
    }
    return paths;
  };
}

function pathTo(end: number, parent: Int32Array, by: Int32Array): readonly number[] {
  const path: number[] = [];
  for (let entity = end; parent[entity] !== -1; entity = parent[entity]!) path.push(by[entity]!);
  return path.reverse();
}
