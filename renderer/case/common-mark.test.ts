import { expect, test } from 'vitest';
import { commonMark, MIXED, tagsFrom } from './common-mark.ts';

test('several entities show what they have alike', () => {
  expect(commonMark([{ owner: 'Ann' }, { owner: 'Ann' }], 'owner')).toBe('Ann');
  expect(commonMark([{ owner: 'Ann' }, {}], 'owner')).toBe(MIXED);
  expect(commonMark([{}, {}], 'owner')).toBeUndefined();
  const joined = (tags: readonly string[]) => tags.join();
  expect(commonMark([{ tags: ['a', 'b'] }, { tags: ['a', 'b'] }], 'tags', joined)).toBe('a,b');
});

test('typed tags come after those that stay, each once', () => {
  expect(tagsFrom(' pci, , orders,pci', [])).toEqual(['pci', 'orders']);
  expect(tagsFrom('orders', ['pci', 'orders'])).toEqual(['pci', 'orders']);
});
