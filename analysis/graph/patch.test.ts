import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildGraph, type GraphInput } from './build.ts';
import { patchGraph } from './patch.ts';

const ENTITIES = 6;
const relation = fc.record({
  from: fc.nat(ENTITIES - 1),
  to: fc.nat(ENTITIES - 1),
  verdict: fc.nat(2),
  traversable: fc.nat(1),
});
type Drawn = {
  readonly from: number;
  readonly to: number;
  readonly verdict: number;
  readonly traversable: number;
};

function inputOf(relations: readonly Drawn[]): GraphInput {
  return {
    entityCount: ENTITIES,
    from: Int32Array.from(relations, ({ from }) => from),
    to: Int32Array.from(relations, ({ to }) => to),
    verdict: Uint8Array.from(relations, ({ verdict }) => verdict),
    traversable: Uint8Array.from(relations, ({ traversable }) => traversable),
  };
}

test('a patched graph is the one that is built anew', () => {
  const lists = fc.array(relation, { maxLength: 30 });
  fc.assert(
    fc.property(lists, lists, fc.array(fc.nat(29)), (before, drawn, kept) => {
      const same = new Set(kept);
      const after = drawn.map((each, index) => (same.has(index) ? (before[index] ?? each) : each));
      const [old, now] = [inputOf(before), inputOf(after)];
      const slots = Int32Array.from(
        Array.from({ length: Math.max(before.length, after.length) }, (_, index) => index).filter(
          (index) => before[index] !== after[index],
        ),
      );
      expect(patchGraph(buildGraph(old), old, now, slots)).toEqual(buildGraph(now));
    }),
    { numRuns: 300 },
  );
});

test('a graph of other entities is not patched', () => {
  const input = inputOf([]);
  expect(() => patchGraph(buildGraph(input), input, { ...input, entityCount: 1 }, new Int32Array())).toThrow(
    RangeError,
  );
});
