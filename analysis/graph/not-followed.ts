import type { Adjacency, Include } from './graph.ts';

/** Edges at the border of an answer, by the verdict for which they were not followed. */
export interface NotFollowed {
  readonly conditional: number;
  readonly unknown: number;
}

/**
 * How many edges a filter held back: those of verdicts it leaves out that begin at the origin or at an entity reached
 * (in the direction of `adjacency`), wherever they lead.
 */
export function notFollowed(
  adjacency: Adjacency,
  origin: number,
  reached: ArrayLike<number>,
  include: Include,
): NotFollowed {
  const { bounds } = adjacency;
  let conditional = 0;
  let unknown = 0;
  const count = (entity: number) => {
    const part = 3 * entity;
    if (!include.conditional) conditional += bounds[part + 2]! - bounds[part + 1]!;
    if (!include.unknown) unknown += bounds[part + 3]! - bounds[part + 2]!;
  };
  count(origin);
  for (let i = 0; i < reached.length; i++) count(reached[i]!);
  return { conditional, unknown };
}
