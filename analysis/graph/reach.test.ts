import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exposure, exposureOfMany } from './exposure.ts';
import type { Graph } from './graph.ts';
import { reach, reachOfMany } from './reach.ts';
import { reachMany } from './reach-many.ts';
import { allPairs, includes, smallGraph, smallGraphs } from './reference.ts';
import type { Reached } from './spread.ts';

interface Row {
  readonly entity: number;
  readonly distance: number;
  readonly verdict: number;
}

function rowsOf(reached: Reached): Row[] {
  return [...reached.index].map((entity, i) => ({
    entity,
    distance: reached.distance[i]!,
    verdict: reached.verdict[i]!,
  }));
}

/** Orders rows as promised and leaves out the starts and what is not reached. */
function expected(
  entityCount: number,
  starts: readonly number[],
  cell: (start: number, entity: number) => Row,
): Row[] {
  const rows: Row[] = [];
  for (let entity = 0; entity < entityCount; entity++) {
    if (starts.includes(entity)) continue;
    const cells = starts.map((start) => cell(start, entity));
    const distance = Math.min(...cells.map((c) => c.distance));
    const verdict = Math.min(...cells.map((c) => c.verdict));
    if (distance < Number.POSITIVE_INFINITY) rows.push({ entity, distance, verdict });
  }
  return rows.sort((a, b) => a.distance - b.distance || a.entity - b.entity);
}

test('reach and exposure, from one and from many, agree with all pairs', () => {
  fc.assert(
    fc.property(
      smallGraphs(),
      includes,
      fc.array(fc.nat(6), { minLength: 1, maxLength: 3 }),
      (small, include, picks) => {
        const { input, graph } = small;
        const hops = allPairs(
          input,
          include,
          () => 1,
          (a, b) => a + b,
        );
        const worst = allPairs(input, include, (verdict) => verdict, Math.max);
        const starts = picks.map((pick) => pick % input.entityCount);
        const onward = (a: number, b: number) => ({
          entity: b,
          distance: hops[a]![b]!,
          verdict: worst[a]![b]!,
        });
        const back = (a: number, b: number) => ({
          entity: b,
          distance: hops[b]![a]!,
          verdict: worst[b]![a]!,
        });
        const count = input.entityCount;
        expect(rowsOf(reach(graph, starts[0]!, { include }))).toEqual(expected(count, [starts[0]!], onward));
        expect(rowsOf(exposure(graph, starts[0]!, { include }))).toEqual(expected(count, [starts[0]!], back));
        expect(rowsOf(reachOfMany(graph, starts, { include }))).toEqual(expected(count, starts, onward));
        expect(rowsOf(exposureOfMany(graph, starts, { include }))).toEqual(expected(count, starts, back));
      },
    ),
    { numRuns: 500 },
  );
});

test('many footholds at once reach what each reaches alone', () => {
  fc.assert(
    fc.property(
      smallGraphs(),
      includes,
      fc.array(fc.nat(6), { maxLength: 32 }),
      ({ input, graph }, include, picks) => {
        const footholds = picks.map((pick) => pick % input.entityCount);
        const { mask, counts } = reachMany(graph, footholds, { include });
        for (const [bit, foothold] of footholds.entries()) {
          const alone = reach(graph, foothold, { include });
          const together = [...mask.keys()].filter((entity) => ((mask[entity]! >>> bit) & 1) === 1);
          expect(together).toEqual([...alone.index].sort((a, b) => a - b));
          expect(counts[bit]).toBe(alone.index.length);
        }
      },
    ),
    { numRuns: 300 },
  );
});

/** Big enough that the search changes direction: layers joined at random, with every verdict, from a fixed seed. */
function layered(
  layers: number,
  width: number,
): { graph: Graph; edges: { from: number; to: number; verdict: number }[] } {
  let state = 7;
  const below = (limit: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 8) % limit;
  };
  const edges = [];
  for (let layer = 0; layer + 1 < layers; layer++) {
    for (let i = 0; i < width * 3; i++) {
      const from = layer * width + below(width);
      const to = (layer + 1) * width + below(width);
      edges.push({ from, to, verdict: Math.max(0, below(5) - 2) });
      if (below(10) === 0) edges.push({ from: to, to: from, verdict: below(3) });
    }
  }
  return { graph: smallGraph(layers * width, edges).graph, edges };
}

test('answers are the same whichever direction the search works in', () => {
  const { graph, edges } = layered(6, 200);
  const starts = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  const verdict = new Uint8Array(graph.entityCount).fill(3);
  const distance = new Int32Array(graph.entityCount).fill(1_000_000);
  for (const start of starts) {
    verdict[start] = 0;
    distance[start] = 0;
  }
  for (let changed = true; changed; ) {
    changed = false;
    for (const edge of edges) {
      if (verdict[edge.from] === 3) continue;
      const worst = Math.max(verdict[edge.from]!, edge.verdict);
      const hops = distance[edge.from]! + 1;
      if (worst < verdict[edge.to]! || hops < distance[edge.to]!) {
        changed = true;
        verdict[edge.to] = Math.min(worst, verdict[edge.to]!);
        distance[edge.to] = Math.min(hops, distance[edge.to]!);
      }
    }
  }
  const rows = rowsOf(reachOfMany(graph, starts));
  expect(rows.length).toBeGreaterThan(600);
  for (const row of rows) {
    expect(row).toEqual({ entity: row.entity, distance: distance[row.entity], verdict: verdict[row.entity] });
  }
  expect(rows).toHaveLength(verdict.filter((v, entity) => v !== 3 && !starts.includes(entity)).length);
  expect(new Set(rows.map((row) => row.verdict))).toEqual(new Set([0, 1, 2]));
});

test('refuses more footholds than there are bits', () => {
  const { graph } = smallGraph(1, []);
  expect(() => reachMany(graph, new Array(33).fill(0))).toThrow('at most 32');
});

test('a long chain is followed to its end, though it is numbered against the passes', () => {
  const count = 3_000;
  const chain = Array.from({ length: count - 1 }, (_, i) => ({ from: count - 1 - i, to: count - 2 - i }));
  const shortcuts = Array.from({ length: count - 1 }, (_, entity) => ({
    from: count - 1,
    to: entity,
    verdict: 2,
  }));
  const { graph } = smallGraph(count, [...shortcuts, ...chain]);
  const reached = reach(graph, count - 1);
  expect(reached.index).toHaveLength(count - 1);
  expect(new Set(reached.distance)).toEqual(new Set([1]));
  expect(new Set(reached.verdict)).toEqual(new Set([0]));
  const { graph: bare } = smallGraph(count, chain);
  expect([...reachMany(bare, [count - 1, 10]).counts]).toEqual([count - 1, 10]);
});
