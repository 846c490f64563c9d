import { expect, test } from 'vitest';
import { hoursWords } from './hours-words.ts';

test.each([
  [[], 'none'],
  [[7, 8, 9], '7 to 10 UTC'],
  [[0, 1, 12, 22, 23], '0 to 2, 12 to 13, 22 to 24 UTC'],
  [Array.from({ length: 24 }, (_, hour) => hour), 'all'],
] as const)('hours %j are %s', (hours, words) => {
  expect(hoursWords(hours)).toBe(words);
});
