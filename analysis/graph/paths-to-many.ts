import { relationsAlong } from './best-relation.ts';
import { begin, checkEntity, checkMaxHops } from './check-question.ts';
import { distanceTree } from './distance-tree.ts';
import type { Graph, PathQuestion } from './graph.ts';
import { checkCount, firstChains } from './k-shortest-paths.ts';
import { createPacer } from './pacer.ts';
import { UNREACHED } from './workspace.ts';

export interface PathsToTarget {
  readonly target: number;
  /** Relation numbers in order, for each path; never empty. */
  readonly paths: readonly (readonly number[])[];
}

/**
 * The k lightest loopless paths from one entity to each of many targets, for instance all crown jewels. The graph is
 * looked through once, from the start; each target is then searched backwards.
 *
 * @returns the targets that have a path, in the order asked, each once; the start itself is none of them
 */
export async function pathsToMany(
  graph: Graph,
  from: number,
  targets: Iterable<number>,
  k: number,
  question: PathQuestion = {},
): Promise<readonly PathsToTarget[]> {
  checkEntity(graph, from);
  checkCount(k);
  const asked = new Set(targets);
  for (const target of asked) checkEntity(graph, target);
  const maxHops = checkMaxHops(question);
  const include = begin(question);
  const pace = createPacer(question.signal);
  const left = distanceTree(graph, from, 'from', include);
  const { forward, reverse } = graph;
  const answers: PathsToTarget[] = [];
  for (const target of asked) {
    if (target === from || left[target] === UNREACHED) continue;
    const chains = await firstChains(
      { graph, adjacency: reverse, opposite: forward, start: target, goal: from, left, include, maxHops },
      k,
      pace,
    );
    const paths = chains.map((chain) => relationsAlong(graph, [...chain].reverse(), include));
    if (paths.length > 0) answers.push({ target, paths });
    await pace();
  }
  return answers;
}
