import { expect, it } from 'vitest';
import { neighbour } from './neighbour.ts';

const positions = [
  { x: 0, y: 0 },
  { x: 340, y: -42 },
  { x: 340, y: 42 },
  { x: 680, y: 0 },
];

it('goes to the nearest card in the direction of the key', () => {
  expect(neighbour(positions, 0, 'ArrowRight')).toBe(1);
  expect(neighbour(positions, 1, 'ArrowDown')).toBe(2);
  expect(neighbour(positions, 3, 'ArrowLeft')).toBe(1);
});

it('stays where nothing lies that way, and for other keys', () => {
  expect(neighbour(positions, 3, 'ArrowRight')).toBeNull();
  expect(neighbour(positions, 0, 'Enter')).toBeNull();
});
