import { TrustpathError } from '../../schema/errors.ts';
import { type Adjacency, type Graph, type Include, includedVerdicts, VERDICT_WEIGHTS } from './graph.ts';

/** The relation that a hop takes: of those between two entities, the lightest; then the one of lowest number. */
export interface HopChoice {
  readonly relation: number;
  readonly weight: number;
}

/** @returns null where no relation of the included verdicts leads from one to the other, in the adjacency's direction */
export function bestRelation(
  adjacency: Adjacency,
  from: number,
  to: number,
  include: Include,
): HopChoice | null {
  const { bounds, neighbours, relations } = adjacency;
  for (const verdict of includedVerdicts(include)) {
    let low = bounds[3 * from + verdict]!;
    const end = bounds[3 * from + verdict + 1]!;
    let high = end;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (neighbours[middle]! < to) low = middle + 1;
      else high = middle;
    }
    if (low < end && neighbours[low] === to)
      return { relation: relations[low]!, weight: VERDICT_WEIGHTS[verdict]! };
  }
  return null;
}

/**
 * The relations along a chain of entities.
 *
 * @throws TrustpathError `input-refused` where the stored directions of the graph contradict each other
 */
export function relationsAlong(graph: Graph, entities: readonly number[], include: Include): number[] {
  const path: number[] = [];
  for (let i = 1; i < entities.length; i++) {
    const from = entities[i - 1]!;
    const to = entities[i]!;
    const choice = bestRelation(graph.forward, from, to, include);
    if (choice === null) throw contradiction(from, to);
    path.push(choice.relation);
  }
  return path;
}

/** Weight of a chain of entities along one direction, each hop by its best relation. */
export function weightAlong(adjacency: Adjacency, chain: readonly number[], include: Include): number {
  let weight = 0;
  for (let i = 1; i < chain.length; i++) {
    const choice = bestRelation(adjacency, chain[i - 1]!, chain[i]!, include);
    if (choice === null) throw contradiction(chain[i - 1]!, chain[i]!);
    weight += choice.weight;
  }
  return weight;
}

/** Decoding checks what could lead astray; that an edge of one direction is missing in the other shows only here. */
function contradiction(from: number, to: number): TrustpathError {
  return new TrustpathError(
    'input-refused',
    `The stored graph contradicts itself: an edge between entities ${from} and ${to} is not where it must be.`,
  );
}
