import { expect, test } from 'vitest';
import type { Hop, Output } from '../../schema/contract.ts';
import { differenceParts, fitting } from './compare-rows.ts';
import { differencesCsv, differencesMarkdown } from './compare-text.ts';

const hop = (from: string, to: string): Hop => ({
  from,
  to,
  kind: 'can-assume',
  rule: 'r',
  verdict: 'allow',
  conditions: [],
  techniques: [],
  proof: [],
});
const side = {} as Output<'diff'>['before'];
const change = hop('user/ann', 'role/admin');
const diff: Output<'diff'> = {
  before: side,
  after: side,
  entities: {
    came: [{ id: '=cmd()', kind: 'aws-user', name: '=cmd()' }],
    went: [],
    changed: [
      { id: 'user/ann', kind: 'aws-user', attributes: [{ name: 'mfa', before: true, after: false }] },
    ],
    unsure: [{ id: 'user/ben', kind: 'aws-user', seen: 'before', reason: 'iam:ListUsers was denied' }],
  },
  credentials: {
    expired: [{ id: 'AKIAOLD', kind: 'aws-access-key', since: '', known: false, says: 'made long ago' }],
    changes: [],
  },
  relations: { came: [change], went: [], changed: [], unsure: [] },
  paths: {
    opened: [
      {
        change,
        to: 'account',
        exposed: 3,
        path: { from: 'key', to: 'account', verdict: 'allow', hops: [hop('key', 'user/ann'), change] },
      },
    ],
  },
};

test('a new path stands with the change that opened it, and what a gap hides is no difference', () => {
  const parts = differenceParts(diff);
  const named = new Map(parts.map((part) => [part.id, part.rows]));
  expect(named.get('paths')?.[0]).toMatchObject({
    note: 'opens account to 3 entities',
    path: { from: 'key' },
  });
  expect(named.get('entities-went')).toEqual([]);
  expect(named.get('unsure')?.[0]?.note).toBe('only in the earlier; iam:ListUsers was denied');
  expect(named.get('entities-changed')?.[0]?.note).toBe('mfa: true → false');
});

test('every word of the filter must be somewhere in a row', () => {
  const rows = differenceParts(diff).flatMap((part) => part.rows);
  expect(fitting(rows, 'ADMIN ann')).toHaveLength(2);
  expect(fitting(rows, 'denied ben')).toHaveLength(1);
  expect(fitting(rows, ' ')).toHaveLength(rows.length);
});

test('the differences leave as a table without formulas, and as text with every path', () => {
  const parts = differenceParts(diff);
  const lines = differencesCsv(parts).split('\r\n');
  expect(lines[1]).toBe(
    'paths,user/ann can assume role/admin,opens account to 3 entities,allow,key > user/ann > role/admin',
  );
  expect(lines[2]).toBe('credentials-expired,AKIAOLD,made long ago; new since the earlier,,');
  expect(lines[3]).toMatch(/^entities-came,'=cmd\(\),/);
  const text = differencesMarkdown({ earlier: '/a/q1.trustpath', later: '/a/q2.trustpath' }, parts);
  expect(text).toContain(
    '- `user/ann can assume role/admin`: `opens account to 3 entities`, by `key` → `user/ann`',
  );
  expect(text).toContain('## Entities that went: 0\n\nNone went.');
});
