import { begin, checkEntities } from './check-question.ts';
import type { Graph, Question } from './graph.ts';
import { type Reached, spread } from './spread.ts';

/** All that reaches the target, which is left out itself; distances are hops to the target. */
export function exposure(graph: Graph, to: number, question: Question = {}): Reached {
  return exposureOfMany(graph, [to], question);
}

/** All that reaches any of the targets, for instance all crown jewels, with hops to the nearest; the targets left out. */
export function exposureOfMany(graph: Graph, to: Iterable<number>, question: Question = {}): Reached {
  return spread(graph, true, checkEntities(graph, to), begin(question));
}
