import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineDiff } from './line-diff.ts';

test('what goes and comes is told between the lines around it', () => {
  expect(lineDiff(['a', 'b', 'c', 'd', 'e', 'f', 'g'], ['a', 'b', 'c', 'd', 'x', 'f', 'g'])).toEqual([
    '…',
    '  c',
    '  d',
    '- e',
    '+ x',
    '  f',
    '  g',
  ]);
});

test('equal texts differ in nothing; from nothing everything comes', () => {
  expect(lineDiff(['a', 'b'], ['a', 'b'])).toEqual([]);
  expect(lineDiff([], ['a', 'b'])).toEqual(['+ a', '+ b']);
});

test('whatever the texts, the lines that go and come turn the one into the other', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = lineDiff(before, after);
      const count = (list: readonly string[], wanted: string) =>
        list.filter((each) => each === wanted).length;
      for (const each of ['a', 'b', 'c'])
        expect(count(lines, `+ ${each}`) - count(lines, `- ${each}`)).toBe(
          count(after, each) - count(before, each),
        );
    }),
    { numRuns: 200 },
  );
});
