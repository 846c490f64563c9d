import { expect, it } from 'vitest';
import { attributeLabel, shownAttributes } from './attributes.ts';

it('writes our own names as words and leaves names from outside alone', () => {
  expect(attributeLabel('lastUsedRegion')).toBe('Last used region');
  expect(attributeLabel('path')).toBe('Path');
  expect(attributeLabel('tag:team')).toBe('tag:team');
});

it('shows times in UTC, lists by line, and leaves out what is empty', () => {
  const shown = shownAttributes({
    created: '2022-02-14T10:05:00+02:00',
    policies: ['a', 'b'],
    mfa: false,
    note: '',
    last: null,
  });
  expect(shown).toEqual([
    { label: 'Created', values: ['2022-02-14 08:05:00 UTC'] },
    { label: 'Policies', values: ['a', 'b'] },
    { label: 'Mfa', values: ['false'] },
  ]);
});
