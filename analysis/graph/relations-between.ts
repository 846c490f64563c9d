import { type Adjacency, type Include, includedVerdicts } from './graph.ts';

/** The relations that lead from one entity straight to another, of the included verdicts, surest first. */
export function relationsBetween(
  adjacency: Adjacency,
  from: number,
  to: number,
  include: Include,
): readonly number[] {
  const { bounds, neighbours, relations } = adjacency;
  const found: number[] = [];
  for (const verdict of includedVerdicts(include)) {
    const end = bounds[3 * from + verdict + 1]!;
    let edge = firstAt(neighbours, bounds[3 * from + verdict]!, end, to);
    for (; edge < end && neighbours[edge] === to; edge++) found.push(relations[edge]!);
  }
  return found;
}

/** The first place of a stretch that ascends whose value is not below `wanted`. */
function firstAt(values: Int32Array, from: number, end: number, wanted: number): number {
  let low = from;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
