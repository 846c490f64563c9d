import fc from 'fast-check';
import { expect, test } from 'vitest';
import { beyondBounds, measureJson } from './json-bounds.ts';

const WIDE = { depth: 1_000, values: 1_000_000 };

/** Slow and obvious: an empty list or object counts as if it held one more. */
function valuesOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  const members = Object.values(value);
  return (
    1 +
    Math.max(
      1,
      members.reduce<number>((sum, each) => sum + valuesOf(each), 0),
    )
  );
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

test('counts the values of any JSON, as text and as bytes, whatever stands in strings', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(undefined, 2), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      const counted = measureJson(text, WIDE);
      expect(counted).toEqual({ values: valuesOf(value), beyond: null });
      expect(measureJson(Buffer.from(text), WIDE)).toEqual(counted);
      const depth = depthOf(value);
      expect(beyondBounds(text, { ...WIDE, depth })).toBeNull();
      if (depth > 0) expect(beyondBounds(text, { ...WIDE, depth: depth - 1 })?.beyond).toBe('depth');
      expect(beyondBounds(text, { ...WIDE, values: valuesOf(value) })).toBeNull();
      if (counted.values > 1)
        expect(beyondBounds(text, { ...WIDE, values: counted.values - 1 })?.beyond).toBe('values');
    }),
    { numRuns: 500 },
  );
});

test('tells the place, in bytes and across pieces', () => {
  const text = `["${'é,[\\"'.repeat(400_000)}", [], [1, 2]]`;
  expect(beyondBounds(text, { depth: 9, values: 5 })).toEqual({
    beyond: 'values',
    offset: text.lastIndexOf('['),
  });
  const bytes = Buffer.from(text);
  expect(beyondBounds(bytes, { depth: 9, values: 5 })).toEqual({
    beyond: 'values',
    offset: bytes.lastIndexOf('['),
  });
});
