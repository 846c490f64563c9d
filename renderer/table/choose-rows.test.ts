import { expect, test } from 'vitest';
import { chooseOne, stretches, stretchTo, toggleRow } from './choose-rows.ts';

test('a stretch runs from the row chosen last, in both directions, and takes the place of the one before', () => {
  const one = chooseOne(5);
  expect([...stretchTo(one, 8).rows]).toEqual([5, 6, 7, 8]);
  expect([...stretchTo(stretchTo(one, 8), 3).rows]).toEqual([3, 4, 5]);
  const toggled = toggleRow(one, 2);
  expect([...toggled.rows].sort()).toEqual([2, 5]);
  expect([...stretchTo(toggled, 3).rows]).toEqual([2, 3]);
  expect([...toggleRow(toggled, 5).rows]).toEqual([2]);
});

test('what is chosen is fetched in stretches', () => {
  expect(stretches(new Set([9, 1, 2, 3, 7]))).toEqual([
    [1, 3],
    [7, 7],
    [9, 9],
  ]);
  expect(stretches(new Set())).toEqual([]);
});
