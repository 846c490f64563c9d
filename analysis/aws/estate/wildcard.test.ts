import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wildcard } from './wildcard.ts';

/** The obvious way: try every length for each `*`. */
function fits(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  const [first, ...rest] = [pattern[0] ?? '', pattern.slice(1)];
  const after = rest.join('');
  if (first === '*')
    return [...Array(text.length + 1).keys()].some((length) => fits(after, text.slice(length)));
  return text !== '' && (first === '?' || first === text[0]) && fits(after, text.slice(1));
}

test('a pattern fits what the plain reading of it fits, with few wildcards and with many', () => {
  const piece = fc.constantFrom('*', '?', 'a', 'B', ':', '.');
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 8 }),
      fc.array(fc.constantFrom('a', 'b', 'B', ':', '.'), { maxLength: 8 }),
      fc.boolean(),
      (pattern, text, ignoreCase) => {
        const [plain, given] = [pattern.join(''), text.join('')];
        const expected = ignoreCase ? fits(plain.toLowerCase(), given.toLowerCase()) : fits(plain, given);
        expect(wildcard(plain, ignoreCase).test(given)).toBe(expected);
      },
    ),
    { numRuns: 2_000 },
  );
});

test('no pattern takes longer than its length and the length of the text ask for', () => {
  const before = process.cpuUsage().user;
  expect(wildcard('*a'.repeat(60)).test(`${'a'.repeat(2_000)}b`)).toBe(false);
  expect(wildcard('?*'.repeat(200)).test('x'.repeat(150))).toBe(false);
  expect(wildcard('A'.repeat(300_000), true).test('s3:GetObject')).toBe(false);
  expect(process.cpuUsage().user - before).toBeLessThan(2_000_000);
});
