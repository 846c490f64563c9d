import { expect, test } from 'vitest';
import { hopNamed, limitLines, limitsOf } from './limits.ts';

test('hops are read with the blanks and arrows that names may hold', () => {
  expect(hopNamed('a b -> c -> d')).toEqual({ from: 'a b -> c', to: 'd' });
  expect(hopNamed(' x -can-assume->  y ')).toEqual({ from: 'x', kind: 'can-assume', to: 'y' });
});

test('a hop that cannot be read is refused with the form it takes', () => {
  expect(() => hopNamed('ann direct')).toThrow(/takes a hop as 'FROM -> TO'/);
  expect(() => hopNamed('ann -eats-> direct')).toThrow(/no kind of relation "eats"/);
});

test('only limits that were given are asked for', () => {
  expect(limitsOf({})).toEqual({});
  expect(limitsOf({ 'no-unknown': true, without: ['a -> b'] })).toEqual({
    include: { conditional: true, unknown: false },
    without: [{ from: 'a', to: 'b' }],
  });
});

test('what was held back is told in one line', () => {
  expect(limitLines(undefined)).toEqual([]);
  expect(limitLines({ without: 1, conditional: 2, unknown: 0 })).toEqual([
    'Relations not followed: 1 by name, 2 conditional',
  ]);
  expect(limitLines({ without: 0, conditional: 0, unknown: 0 })).toEqual([
    'Relations not followed: none that was met',
  ]);
});
