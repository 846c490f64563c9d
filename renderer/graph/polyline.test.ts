import { expect, it } from 'vitest';
import { arrowHead, roundedLine } from './polyline.ts';

it('ends a straight line before its arrow', () => {
  expect(
    roundedLine(
      [
        { x: 0, y: 0 },
        { x: 100, y: 0 },
      ],
      10,
    ),
  ).toBe('M 0,0 L 90,0');
});

it('rounds a corner, less where there is no room', () => {
  const corner = (x: number) => [
    { x: 0, y: 0 },
    { x, y: 0 },
    { x, y: 100 },
  ];
  expect(roundedLine(corner(100))).toBe('M 0,0 L 88,0 Q 100,0 100,12 L 100,100');
  expect(roundedLine(corner(10))).toBe('M 0,0 L 5,0 Q 10,0 10,5 L 10,100');
});

it('points the arrow along the last stretch', () => {
  const points = [
    { x: 0, y: 0 },
    { x: 50, y: 0 },
    { x: 50, y: 80 },
  ];
  expect(arrowHead(points, 0)).toBe('50,80 45,70 55,70');
});
