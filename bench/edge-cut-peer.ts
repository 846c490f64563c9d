import type { GraphInput } from '../analysis/graph/build.ts';

/** More than any number of relations. */
const UNBOUNDED = 0x3fffffff;

/**
 * The textbook's answer to "what is the least to cut": the fewest relations whose removal leaves no path, by Dinic's
 * maximum flow with every relation of capacity one. It knows nothing of changes that take many relations away.
 */
export function edgeCutPeer(
  input: Pick<GraphInput, 'entityCount' | 'from' | 'to' | 'traversable'>,
): (from: readonly number[], to: readonly number[]) => number {
  return (from, to) => {
    const [source, sink] = [input.entityCount, input.entityCount + 1];
    const heads: number[] = [];
    const capacity: number[] = [];
    const next: number[] = [];
    const first = new Int32Array(input.entityCount + 2).fill(-1);
    const add = (start: number, end: number, room: number) => {
      for (const [at, other, own] of [
        [start, end, room],
        [end, start, 0],
      ] as const) {
        next.push(first[at]!);
        first[at] = heads.push(other) - 1;
        capacity.push(own);
      }
    };
    for (let relation = 0; relation < input.from.length; relation++)
      if (input.traversable[relation] === 1) add(input.from[relation]!, input.to[relation]!, 1);
    const targets = new Set(to);
    for (const each of from) if (!targets.has(each)) add(source, each, UNBOUNDED);
    for (const each of to) add(each, sink, UNBOUNDED);

    const level = new Int32Array(input.entityCount + 2);
    const queue = new Int32Array(input.entityCount + 2);
    let flow = 0;
    for (;;) {
      level.fill(-1);
      level[source] = 0;
      queue[0] = source;
      for (let at = 0, length = 1; at < length; at++) {
        const entity = queue[at]!;
        for (let edge = first[entity]!; edge !== -1; edge = next[edge]!)
          if (capacity[edge]! > 0 && level[heads[edge]!] === -1) {
            level[heads[edge]!] = level[entity]! + 1;
            queue[length++] = heads[edge]!;
          }
      }
      if (level[sink] === -1) return flow;
      const at = first.slice();
      for (let more = push(); more > 0; more = push()) flow += more;

      // One way to the sink, each step a level on; what leads nowhere is not tried again.
      function push(): number {
        const way: number[] = [];
        let entity = source;
        while (entity !== sink) {
          const edge = at[entity]!;
          if (edge === -1) {
            const back = way.pop();
            if (back === undefined) return 0;
            entity = heads[back ^ 1]!;
            at[entity] = next[at[entity]!]!;
          } else if (capacity[edge]! > 0 && level[heads[edge]!] === level[entity]! + 1) {
            way.push(edge);
            entity = heads[edge]!;
          } else at[entity] = next[edge]!;
        }
        const room = Math.min(...way.map((edge) => capacity[edge]!));
        for (const edge of way) {
          capacity[edge]! -= room;
          capacity[edge ^ 1]! += room;
        }
        return room;
      }
    }
  };
}
