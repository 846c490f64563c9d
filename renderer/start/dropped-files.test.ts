import { expect, it } from 'vitest';
import { intentOf } from './dropped-files.ts';

const file = (kind: string, path = `/a/${kind}`) => ({ kind, path });

it('opens a snapshot and a case among what was dropped, each the first', () => {
  expect(intentOf([file('case'), file('snapshot', '/one'), file('snapshot', '/two')])).toMatchObject({
    snapshot: '/one',
    case: '/a/case',
    imports: [],
  });
});

it('imports other files together, those that are not recognised too', () => {
  const files = [file('aws'), file('cloudtrail'), file('unknown')];
  expect(intentOf(files)).toMatchObject({ snapshot: null, case: null, bundle: null, imports: files });
  expect(intentOf([file('bundle')])).toMatchObject({ bundle: '/a/bundle', imports: [] });
});
