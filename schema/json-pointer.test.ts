import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from './json.ts';
import { pointer, resolvePointer } from './json-pointer.ts';

test('tokens are written as RFC 6901 writes them', () => {
  // Section 5 of the RFC.
  expect(pointer()).toBe('');
  expect(pointer('foo', 0)).toBe('/foo/0');
  expect([pointer(''), pointer('a/b'), pointer('m~n'), pointer('~1')]).toEqual([
    '/',
    '/a~1b',
    '/m~0n',
    '/~01',
  ]);
});

test('whatever the names are, a pointer leads back to what it was made for', () => {
  const name = fc.string({ unit: fc.constantFrom('~', '/', '0', '1', 'a', '') });
  fc.assert(
    fc.property(fc.array(fc.oneof(name, fc.nat({ max: 3 })), { maxLength: 6 }), (tokens) => {
      const document = tokens.reduceRight<Json>((inner, token) => {
        if (typeof token === 'string') return Object.fromEntries([[token, inner]]);
        return [...Array.from({ length: token }, () => null), inner];
      }, 'there');
      expect(resolvePointer(document, pointer(...tokens))).toBe('there');
    }),
  );
});
