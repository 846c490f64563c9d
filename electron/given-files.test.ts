import { expect, test } from 'vitest';
import { givenFiles, pendingFiles } from './given-files.ts';

test('snapshots and cases are picked from a command line full of other things', () => {
  const argv = [
    '/opt/electron',
    '--no-sandbox',
    '--user-data-dir=/tmp/x.trustpath',
    '/project',
    'a.trustpath',
    '/b/c.trustpath',
    'd.TRUSTCASE',
    'file:///b/of%20March.trustcase',
    'file://elsewhere.example/x.trustpath',
    '--inspect=0',
  ];
  expect(givenFiles(argv, '/work')).toEqual([
    '/work/a.trustpath',
    '/b/c.trustpath',
    '/work/d.TRUSTCASE',
    '/b/of March.trustcase',
  ]);
});

test('the executable itself is never a snapshot', () => {
  expect(givenFiles(['/opt/strange.trustpath'], '/')).toEqual([]);
});

test('pending files are taken once, each once', () => {
  const pending = pendingFiles();
  pending.add(['/a', '/b']);
  pending.add(['/a', '/c']);
  expect(pending.take()).toEqual(['/a', '/b', '/c']);
  expect(pending.take()).toEqual([]);
});
