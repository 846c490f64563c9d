/** The trust graph in typed arrays: what every question in this folder reads. */

/**
 * What an edge weighs in a shortest path, by verdict: a sure path of up to three hops comes before one unsure hop,
 * and a conditional path of up to three hops before one of which it is unknown whether it holds. Where weights are
 * equal either may come first, always the same one.
 */
export const VERDICT_WEIGHTS = [1, 4, 16] as const;

/**
 * Edges in one direction as compressed sparse rows. Verdicts are numbered 0 allow, 1 conditional, 2 unknown. The row of entity `v` has three parts, one for each verdict:
 * part `c` is `bounds[3v + c]` to `bounds[3v + c + 1]` (end excluded) in `neighbours` and `relations`. So leaving
 * out a verdict is stopping a row earlier, and a weight needs no array. Within a part, edges are in order of
 * neighbour, then relation.
 */
export interface Adjacency {
  /** 3 × entities + 1 offsets, never falling, from 0 to the number of edges. */
  readonly bounds: Int32Array;
  /** Entity at the other end of each edge. */
  readonly neighbours: Int32Array;
  /** Number of the relation that each edge is. */
  readonly relations: Int32Array;
}

/** Only traversable relations are edges: `edgeCount` is at most `relationCount`. */
export interface Graph {
  readonly entityCount: number;
  readonly relationCount: number;
  readonly edgeCount: number;
  readonly forward: Adjacency;
  readonly reverse: Adjacency;
}

/** Which verdicts a question follows besides `allow`. */
export interface Include {
  readonly conditional: boolean;
  readonly unknown: boolean;
}

export interface Question {
  /** Default: both, because unknown is not absent. */
  readonly include?: Include | undefined;
  /**
   * Checked before the work starts and, by the questions that return a promise, about every 20 ms, after giving way
   * to other events. The others take a fraction of a second at a million entities, and no event could reach them.
   */
  readonly signal?: AbortSignal | undefined;
}

export interface PathQuestion extends Question {
  /** Most hops of a path; default: no limit. */
  readonly maxHops?: number | undefined;
}

export const INCLUDE_ALL: Include = { conditional: true, unknown: true };

/** Number of the filter, 0 to 3, to compare and store. */
export function includeKey(include: Include): number {
  return (include.conditional ? 1 : 0) + (include.unknown ? 2 : 0);
}

/** The verdict numbers that a filter lets through, ascending. */
export function includedVerdicts(include: Include): readonly number[] {
  const verdicts = [0];
  if (include.conditional) verdicts.push(1);
  if (include.unknown) verdicts.push(2);
  return verdicts;
}

/**
 * The parts of a row that a filter lets through, as pairs: the edges of `v` in a pair are `bounds[3v + pair[0]]` to
 * `bounds[3v + pair[1]]`. One pair, except where conditional ones are left out and unknown ones are not.
 */
export function spansOf(include: Include): readonly number[] {
  if (include.conditional) return [0, include.unknown ? 3 : 2];
  return include.unknown ? [0, 1, 2, 3] : [0, 1];
}
