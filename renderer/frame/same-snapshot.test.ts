import { beforeEach, expect, it } from 'vitest';
import { beginWhatIf, useWhatIf } from '../whatif/whatif-store.ts';
import { firstHandleOf, isSameSnapshot, openedAgain } from './same-snapshot.ts';

beforeEach(() => useWhatIf.setState({ handle: null, name: null, changes: [] }));

it('knows a snapshot through as many engines as have it open', () => {
  openedAgain('one', 'two');
  openedAgain('two', 'three');
  expect(isSameSnapshot('one', 'three')).toBe(true);
  expect(isSameSnapshot('two', 'three')).toBe(true);
  expect(firstHandleOf('three')).toBe('one');
  expect(isSameSnapshot('three', 'another')).toBe(false);
  expect(isSameSnapshot(null, 'three')).toBe(false);
  expect(isSameSnapshot(null, null)).toBe(true);
});

it('keeps a scenario when the engine that tried it has ended, and drops it with its snapshot', () => {
  beginWhatIf('before');
  useWhatIf.setState({ name: 'rotate everything' });
  openedAgain('before', 'after');
  beginWhatIf('after');
  expect(useWhatIf.getState()).toMatchObject({ handle: 'after', name: 'rotate everything' });
  beginWhatIf('of another file');
  expect(useWhatIf.getState()).toMatchObject({ handle: 'of another file', name: null });
});
