import { expect, it } from 'vitest';
import { intentOf } from './dropped-files.ts';

it('opens a snapshot among what was dropped', () => {
  expect(intentOf(['/a/notes.json', '/a/prod.TRUSTPATH'])).toEqual({
    kind: 'open',
    path: '/a/prod.TRUSTPATH',
  });
});

it('imports other files and folders together', () => {
  expect(intentOf(['/a/dump.json', '/a/more'])).toEqual({
    kind: 'import',
    paths: ['/a/dump.json', '/a/more'],
  });
});

it('does nothing with what has no place on disk', () => {
  expect(intentOf([''])).toEqual({ kind: 'nothing' });
});
