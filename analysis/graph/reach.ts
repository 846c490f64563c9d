import { begin, checkEntities } from './check-question.ts';
import type { Graph, Question } from './graph.ts';
import { type Reached, spread } from './spread.ts';

/** The blast radius: all that a foothold reaches, itself left out. */
export function reach(graph: Graph, from: number, question: Question = {}): Reached {
  return reachOfMany(graph, [from], question);
}

/** All that any of the footholds reaches, with distances from the nearest; the footholds left out. */
export function reachOfMany(graph: Graph, from: Iterable<number>, question: Question = {}): Reached {
  return spread(graph, false, checkEntities(graph, from), begin(question));
}
