import { throwIfCancelled } from '../../schema/errors.ts';
import { type Graph, INCLUDE_ALL, type Include, type PathQuestion, type Question } from './graph.ts';

/** Throws RangeError for an entity number that the graph does not have: a mistake in the caller. */
export function checkEntity(graph: Graph, entity: number): void {
  if (!Number.isInteger(entity) || entity < 0 || entity >= graph.entityCount) {
    throw new RangeError(`no entity ${entity}: the graph has ${graph.entityCount}`);
  }
}

export function checkEntities(graph: Graph, entities: Iterable<number>): readonly number[] {
  const list = [...entities];
  for (const entity of list) checkEntity(graph, entity);
  return list;
}

/** The question's filter, once it is known that the question still stands. */
export function begin(question: Question): Include {
  throwIfCancelled(question.signal);
  return question.include ?? INCLUDE_ALL;
}

export function checkMaxHops(question: PathQuestion): number {
  const maxHops = question.maxHops ?? Number.POSITIVE_INFINITY;
  if (!(maxHops >= 0)) throw new RangeError(`maxHops must be 0 or more, not ${maxHops}`);
  return maxHops;
}
