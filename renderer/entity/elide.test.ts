import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elideMiddle } from './elide.ts';

describe('elided identifiers', () => {
  it('keeps both ends, the end a little more', () => {
    expect(elideMiddle('arn:aws:iam::111122223333:role/deployer', 21)).toBe('arn:aws:ia…e/deployer');
    expect(elideMiddle('abcdef', 4)).toBe('a…ef');
  });

  it('leaves what fits alone', () => {
    expect(elideMiddle('AKIAEXAMPLE', 11)).toBe('AKIAEXAMPLE');
  });

  it('never cuts a grapheme and never grows', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, length) => {
        const shown = elideMiddle(text, length);
        const count = (value: string) => Array.from(new Intl.Segmenter('en').segment(value)).length;
        expect(count(shown)).toBeLessThanOrEqual(Math.max(count(text), length));
        if (shown !== text) {
          const [head, tail] = [shown.slice(0, shown.indexOf('…')), shown.slice(shown.lastIndexOf('…') + 1)];
          expect(text.startsWith(head)).toBe(true);
          expect(text.endsWith(tail)).toBe(true);
        }
      }),
    );
  });
});
