import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, type Json } from './json.ts';
import { pointer, resolvePointer } from './json-pointer.ts';

describe('canonical JSON', () => {
  it('is the same text for equal values, whatever the order of their keys', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: true })).toBe(
      '{"a":true,"b":[1,{"c":"x","d":null}]}',
    );
    expect(canonicalJson({ a: true, b: [1, { c: 'x', d: null }] })).toBe(
      '{"a":true,"b":[1,{"c":"x","d":null}]}',
    );
  });

  it('reads back as the value it was made of', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value as Json);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('a JSON pointer', () => {
  it('names the place it was built from, odd keys included', () => {
    const document = { 'a/b': [{ '~': 'found' }] };
    expect(pointer('a/b', 0, '~')).toBe('/a~1b/0/~0');
    expect(resolvePointer(document, '/a~1b/0/~0')).toBe('found');
    expect(resolvePointer(document, '')).toBe(document);
  });

  it('names nothing where there is nothing, and never what an object inherits', () => {
    for (const path of ['/missing', '/a~1b/1', '/a~1b/-', '/a~1b/00', 'a', '/constructor', '/a~1b/length']) {
      expect(resolvePointer({ 'a/b': [{}] }, path), path).toBeUndefined();
    }
  });
});
