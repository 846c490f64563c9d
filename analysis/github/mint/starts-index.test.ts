import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startsIndex } from './starts-index.ts';

test('starts are found as by looking at each', () => {
  // Characters on both sides of those of two units, of which the first is less than the characters after them.
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ':', '\u{ffff}', '\u{1f600}'), maxLength: 4 });
  fc.assert(
    fc.property(fc.array(fc.array(text, { maxLength: 3 }), { maxLength: 8 }), text, (starts, asked) => {
      const expected = [...starts.keys()].filter((number) =>
        starts[number]!.some((start) => start.startsWith(asked) || asked.startsWith(start)),
      );
      expect(startsIndex(starts)(asked)).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});
