import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { beyondYamlBounds } from './yaml-bounds.ts';

const MANY = 10_000_000;

/** Slow and obvious: one for each member of a list and each member of a map. */
function membersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, each) => sum + 1 + membersOf(each), 0);
}

test('a document with more members than the bound is beyond it, in blocks and in brackets', () => {
  const padding = `# ${'x'.repeat(2_000)}\n`;
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), fc.boolean(), (value, blocks) => {
      const members = membersOf(value);
      fc.pre(members > 0);
      const text = padding + (blocks ? stringify(value) : JSON.stringify(value));
      expect(beyondYamlBounds(text, { values: members - 1, tokens: MANY })).toBe('values');
      // Members of maps in brackets count twice, brackets and question marks once more.
      expect(beyondYamlBounds(text, { values: 4 * members + 2, tokens: MANY })).toBeNull();
    }),
    { numRuns: 300 },
  );
});

test('marks in texts and comments are none', () => {
  const text = `# - a: [b, c]\nrun: |\n${'  - x: [1, 2, {a: b}]\n'.repeat(1_000)}also: "- a: [,"\nand: '-'\n`;
  expect(beyondYamlBounds(text, { values: 3, tokens: MANY })).toBeNull();
  expect(beyondYamlBounds(text, { values: 2, tokens: MANY })).toBe('values');
});

test('line breaks and escapes are tokens', () => {
  expect(beyondYamlBounds(`a: b${'\n'.repeat(1_000)}`, { values: 1_000, tokens: 1_000 })).toBe('tokens');
  expect(beyondYamlBounds(`a: "${'\\n'.repeat(1_000)}"`, { values: 1_000, tokens: 1_000 })).toBe('tokens');
  expect(beyondYamlBounds(`a: "${'\\n'.repeat(900)}"`, { values: 1_000, tokens: 1_000 })).toBeNull();
});
