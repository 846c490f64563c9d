import { expect, test } from 'vitest';
import { MIXED, sharedMark, tagsFrom } from './shared-mark.ts';

test('several entities show what they have alike', () => {
  expect(sharedMark([{ owner: 'Ann' }, { owner: 'Ann' }], 'owner')).toBe('Ann');
  expect(sharedMark([{ owner: 'Ann' }, {}], 'owner')).toBe(MIXED);
  expect(sharedMark([{}, {}], 'owner')).toBeUndefined();
  const joined = (tags: readonly string[]) => tags.join();
  expect(sharedMark([{ tags: ['a', 'b'] }, { tags: ['a', 'b'] }], 'tags', joined)).toBe('a,b');
});

test('typed tags come after those that stay, each once', () => {
  expect(tagsFrom(' pci, , orders,pci', [])).toEqual(['pci', 'orders']);
  expect(tagsFrom('orders', ['pci', 'orders'])).toEqual(['pci', 'orders']);
});
