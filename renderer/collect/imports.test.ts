import { expect, test } from 'vitest';
import { IMPORT_KINDS } from '../../schema/import-kinds.ts';
import { asKind, importSource, missingIn, withFiles } from './imports.ts';
import { isSame, requestOf } from './planned-source.ts';

const file = (kind: string, path: string) => ({ kind, path });

test('files go to those of their kind, each once', () => {
  const drafts = withFiles(withFiles([], [file('aws', '/a'), file('kubernetes', '/k')]), [
    file('aws', '/b'),
    file('aws', '/a'),
  ]);
  expect(drafts.map(({ kind, paths }) => [kind, paths])).toEqual([
    ['aws', ['/a', '/b']],
    ['kubernetes', ['/k']],
  ]);
  const moved = asKind(drafts, drafts[0]!, 'kubernetes');
  expect(moved.map(({ kind, paths }) => [kind, paths])).toEqual([['kubernetes', ['/k', '/a', '/b']]]);
});

test('every kind that can be imported has a request of its channel, and what it needs is asked for', () => {
  for (const { kind, channel, cluster } of IMPORT_KINDS) {
    const [draft] = withFiles([], [file(kind, '/x')]);
    expect(importSource(draft!).channel).toBe(channel);
    expect(missingIn(draft!) === null).toBe(cluster !== 'needed');
  }
  const [draft] = withFiles([], [file('kubernetes', '/x')]);
  expect(missingIn({ ...draft!, cluster: 'prod' })).toBeNull();
  expect(importSource({ ...draft!, cluster: ' prod ' }).input).toMatchObject({ cluster: 'prod' });
  expect(missingIn({ ...draft!, kind: 'unknown' })).not.toBeNull();
});

test('the first source begins the file, the others are added to it', () => {
  const source = importSource(withFiles([], [file('aws', '/a')])[0]!);
  expect(requestOf(source, '/out', 'new').input).toEqual({ paths: ['/a'], out: '/out' });
  expect(requestOf(source, '/out', 'add').input).toEqual({ paths: ['/a'], out: '/out', add: true });
  expect(isSame(source, importSource(withFiles([], [file('aws', '/a')])[0]!))).toBe(true);
});
