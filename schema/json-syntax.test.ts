import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { syntaxFault } from './json-syntax.ts';
import { place } from './json-text.ts';

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('the place of a syntax fault', () => {
  it.each([
    ['{"a": 1', 'line 1, column 8', /ends before/],
    ['{"a": tru', 'line 1, column 10', /ends before/],
    ['{"a": 1e', 'line 1, column 9', /ends before/],
    ['{\n  "a": 1,\n}', 'line 3, column 1', /member name/],
    ['{"a" 1}', 'line 1, column 6', /colon/],
    ['[1 2]', 'line 1, column 4', /comma or \]/],
    ["{'a': 1}", 'line 1, column 2', /member name/],
    ['["a\nb"]', 'line 1, column 4', /line break/],
    ['["\\x"]', 'line 1, column 3', /escape/],
    ['[01]', 'line 1, column 2', /value/],
    ['nulls', 'line 1, column 1', /value/],
    ['', 'line 1, column 1', /ends before/],
  ])('of %j is %s', (text, where, reason) => {
    const fault = syntaxFault(text);
    expect(place(text, fault.offset)).toBe(where);
    expect(fault.reason).toMatch(reason);
  });

  it('is found in any text that does not parse, after a beginning that is sound', () => {
    const json = fc.json({ maxDepth: 4 });
    const broken = fc
      .tuple(json, fc.nat(), fc.nat({ max: 3 }), fc.string({ maxLength: 3 }))
      .map(([text, at, remove, insert]) => {
        const from = at % (text.length + 1);
        return text.slice(0, from) + insert + text.slice(from + remove);
      })
      .filter((text) => !parses(text));
    fc.assert(
      fc.property(broken, (text) => {
        const fault = syntaxFault(text);
        expect(fault.reason).not.toBe('unknown');
        expect(fault.offset).toBeGreaterThanOrEqual(0);
        expect(fault.offset).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 2000 },
    );
  });

  it('is found in a string of many megabytes and in deep nesting, without recursion', () => {
    expect(syntaxFault(`["${'a'.repeat(20_000_000)}`).reason).toMatch(/inside a string/);
    expect(syntaxFault('['.repeat(3_000_000)).offset).toBe(3_000_000);
  });
});
