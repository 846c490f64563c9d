import { relationsAlong } from './best-relation.ts';
import { begin, checkEntity, checkMaxHops } from './check-question.ts';
import { distanceTree } from './distance-tree.ts';
import type { Graph, PathQuestion } from './graph.ts';
import { type ChainSearch, looplessChains } from './loopless-chains.ts';
import { createPacer } from './pacer.ts';
import { shortestChain } from './shortest-path.ts';

/**
 * The k lightest paths that visit no entity twice, lightest first, beginning with the answer of `shortestPath`. Two
 * paths differ by the entities they pass; of several relations between two entities the best one stands for the hop.
 * The first question about a target looks through the graph once; later ones about it are quick.
 *
 * @returns relation numbers in order, for each path; fewer than k where there are no more
 */
export async function kShortestPaths(
  graph: Graph,
  from: number,
  to: number,
  k: number,
  question: PathQuestion = {},
): Promise<readonly (readonly number[])[]> {
  checkEntity(graph, from);
  checkEntity(graph, to);
  checkCount(k);
  const maxHops = checkMaxHops(question);
  const include = begin(question);
  const first = shortestChain(graph, from, to, maxHops, include);
  if (first === null) return [];
  if (k === 1) return [relationsAlong(graph, first, include)];
  const left = distanceTree(graph, to, 'to', include);
  const { forward, reverse } = graph;
  const chains = await firstChains(
    { graph, adjacency: forward, opposite: reverse, start: from, goal: to, left, include, maxHops, first },
    k,
    createPacer(question.signal),
  );
  return chains.map((chain) => relationsAlong(graph, chain, include));
}

/** The first k chains of a search, giving way to other events between searches. */
export async function firstChains(
  search: ChainSearch,
  k: number,
  pace: () => Promise<void> | undefined,
): Promise<(readonly number[])[]> {
  const chains: (readonly number[])[] = [];
  for (const chain of looplessChains(search)) {
    if (chain !== null && chains.push(chain) === k) break;
    await pace();
  }
  return chains;
}

export function checkCount(k: number): void {
  if (!Number.isInteger(k) || k < 1) throw new RangeError(`k must be a whole number above 0, not ${k}`);
}
