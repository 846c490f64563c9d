import { relationsAlong } from './best-relation.ts';
import { begin, checkEntity, checkMaxHops } from './check-question.ts';
import {
  type Adjacency,
  type Graph,
  type Include,
  includedVerdicts,
  type PathQuestion,
  VERDICT_WEIGHTS,
} from './graph.ts';
import { shortestWithinHops } from './hop-limited-path.ts';
import { cleanSide, type SearchSide, UNREACHED, workspaceOf } from './workspace.ts';

/**
 * The lightest path between two entities (see `VERDICT_WEIGHTS`).
 *
 * @returns relation numbers in order; empty from an entity to itself; null where there is no path
 */
export function shortestPath(
  graph: Graph,
  from: number,
  to: number,
  question: PathQuestion = {},
): readonly number[] | null {
  checkEntity(graph, from);
  checkEntity(graph, to);
  const maxHops = checkMaxHops(question);
  const include = begin(question);
  const entities = shortestChain(graph, from, to, maxHops, include);
  return entities === null ? null : relationsAlong(graph, entities, include);
}

/** The same as a chain of entities, from `from` to `to`. */
export function shortestChain(
  graph: Graph,
  from: number,
  to: number,
  maxHops: number,
  include: Include,
): number[] | null {
  const chain = meetInTheMiddle(graph, from, to, include);
  if (chain === null || chain.length - 1 <= maxHops) return chain;
  return shortestWithinHops(graph, from, to, maxHops, include);
}

/**
 * Dial's search from both ends. Each side goes through its distances in order; it is over when no path can be lighter
 * than the best found: the two current distances together are not below it.
 */
function meetInTheMiddle(graph: Graph, from: number, to: number, include: Include): number[] | null {
  if (from === to) return [from];
  const { forward, backward } = workspaceOf(graph);
  const verdicts = includedVerdicts(include);
  try {
    label(forward, from, 0, from);
    label(backward, to, 0, to);
    const best = { weight: UNREACHED, from: -1, to: -1 };
    let ahead = 0;
    let behind = 0;
    for (;;) {
      ahead = nextDistance(forward, ahead);
      behind = nextDistance(backward, behind);
      if (ahead + behind >= best.weight) break;
      if (forward.buckets.sizeAt(ahead) <= backward.buckets.sizeAt(behind)) {
        settle(graph.forward, forward, backward, ahead, verdicts, best, false);
      } else {
        settle(graph.reverse, backward, forward, behind, verdicts, best, true);
      }
    }
    if (best.weight === UNREACHED) return null;
    const chain = [best.from];
    while (chain.at(-1) !== from) chain.push(forward.parent[chain.at(-1)!]!);
    chain.reverse();
    chain.push(best.to);
    while (chain.at(-1) !== to) chain.push(backward.parent[chain.at(-1)!]!);
    return chain;
  } finally {
    cleanSide(forward);
    cleanSide(backward);
  }
}

function label(side: SearchSide, entity: number, distance: number, parent: number): void {
  if (side.distance[entity] === UNREACHED) side.touched[side.touchedCount++] = entity;
  side.distance[entity] = distance;
  side.parent[entity] = parent;
  side.buckets.push(distance, entity);
}

/** The least distance, from the current one on, at which an entity waits; `UNREACHED` when the side is through. */
function nextDistance(side: SearchSide, current: number): number {
  if (side.buckets.size === 0) return UNREACHED;
  let distance = current;
  while (side.buckets.sizeAt(distance) === 0) distance++;
  return distance;
}

/** Follows the edges of every entity that waits at a distance, and notes a better meeting with the other side. */
function settle(
  adjacency: Adjacency,
  side: SearchSide,
  other: SearchSide,
  distance: number,
  verdicts: readonly number[],
  best: { weight: number; from: number; to: number },
  backwards: boolean,
): void {
  const { bounds, neighbours } = adjacency;
  const { buckets } = side;
  while (buckets.sizeAt(distance) > 0) {
    const entity = buckets.pop(distance);
    if (side.distance[entity] !== distance) continue;
    for (const verdict of verdicts) {
      const reached = distance + VERDICT_WEIGHTS[verdict]!;
      const end = bounds[3 * entity + verdict + 1]!;
      for (let edge = bounds[3 * entity + verdict]!; edge < end; edge++) {
        const neighbour = neighbours[edge]!;
        if (reached >= side.distance[neighbour]!) continue;
        label(side, neighbour, reached, entity);
        const whole = reached + other.distance[neighbour]!;
        if (whole < best.weight) {
          best.weight = whole;
          best.from = backwards ? neighbour : entity;
          best.to = backwards ? entity : neighbour;
        }
      }
    }
  }
}
