import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fitText } from './fit-text.ts';

const measure = (text: string) => text.length * 10;

it('leaves what fits alone', () => {
  expect(fitText('deployer', 80, measure)).toBe('deployer');
});

it('keeps as much of both ends as there is room for', () => {
  expect(fitText('platform-deployment-role', 90, measure)).toBe('plat…role');
});

it('never grows beyond the room, down to one sign', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), fc.integer({ min: 10, max: 400 }), (text, width) => {
      expect(measure(fitText(text, width, measure))).toBeLessThanOrEqual(Math.max(10, width));
    }),
  );
});
