import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileGlob, compileGlobParts, globMatches } from './glob.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'b', ':', '/'), maxLength: 12 });
const pattern = fc.string({ unit: fc.constantFrom('a', 'b', ':', '/', '*', '?'), maxLength: 10 });

describe('globMatches', () => {
  it('agrees with a regular expression', () => {
    fc.assert(
      fc.property(pattern, text, (glob, value) => {
        const source = glob.replaceAll('/', '\\/').replaceAll('*', '[^]*').replaceAll('?', '[^]');
        expect(globMatches(compileGlob(glob), value)).toBe(new RegExp(`^${source}$`).test(value));
      }),
      { numRuns: 5000 },
    );
  });

  it('takes literal parts as they are', () => {
    const glob = compileGlobParts([
      { text: 'a', literal: false },
      { text: '*?', literal: true },
      { text: '*', literal: false },
    ]);
    expect(globMatches(glob, 'a*?rest')).toBe(true);
    expect(globMatches(glob, 'axyrest')).toBe(false);
  });

  it('does not slow down on patterns made to backtrack', () => {
    const glob = compileGlob(`${'*a'.repeat(5_000)}*b`);
    expect(globMatches(glob, 'a'.repeat(100_000))).toBe(false);
  });
});
