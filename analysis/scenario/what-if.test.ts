import { describe, expect, test } from 'vitest';
import { isJsonObject, type JsonObject } from '../../schema/json.ts';
import { resolvePointer } from '../../schema/json-pointer.ts';
import type { Change } from '../../schema/scenario.ts';
import {
  allow,
  deny,
  managed,
  ROOT,
  role,
  type SmallAccount,
  smallAccount,
  trusts,
  user,
} from '../rules/testing/small-account.ts';
import { createBaseline } from './again/baseline.ts';
import type { Path } from './path-changes.ts';
import { whatIf } from './what-if.ts';

const KEY = 'AKIARTX3GSDS3KRTBKSH';
/** What the small account calls a principal's inline policy. */
const INLINE = 'own';
const keyOf = (name: string) => ({
  operation: 'iam:ListAccessKeys',
  parameters: { UserName: name },
  document: { AccessKeyMetadata: [{ UserName: name, AccessKeyId: KEY, Status: 'Active' }] },
});
const passwordOf = (name: string) => ({
  operation: 'iam:GetLoginProfile',
  parameters: { UserName: name },
  document: { LoginProfile: { UserName: name, CreateDate: '2025-01-01T00:00:00Z' } },
});

/** Ann's key leads by two roles to the account. */
const ESTATE: SmallAccount = {
  users: {
    ann: { can: [deny('s3:*'), allow('sts:AssumeRole', role('deploy'))] },
    bob: { has: ['operators'] },
  },
  roles: {
    deploy: { can: [allow('sts:AssumeRole', role('admin'))], trust: [trusts({ AWS: ROOT })] },
    admin: {
      can: [allow('*')],
      trust: [trusts({ AWS: role('nobody') }), trusts({ AWS: ROOT })],
    },
  },
  policies: { operators: [[allow('sts:AssumeRole', role('deploy'))]], limits: [[allow('s3:*')]] },
  calls: [keyOf('ann'), passwordOf('bob')],
};

function ask(changes: readonly Change[], from: readonly string[] = [], account = ESTATE) {
  const source = smallAccount(account);
  return whatIf(createBaseline(source), { changes: [...changes], from: [...from] });
}

const ends = (paths: readonly Path[]) => paths.map((path) => `${path[0]?.from} > ${path.at(-1)?.to}`).sort();
const fromKey = [`${KEY} > ${ROOT}`, `${KEY} > ${role('admin')}`].sort();
const policyOf = (...statements: JsonObject[]) => ({ Version: '2012-10-17', Statement: statements });

describe('each change severs what it stands before', () => {
  const severing: readonly [string, Change][] = [
    ['a deleted key', { change: 'delete-credential', credential: KEY }],
    ['a disabled key', { change: 'disable-credential', credential: KEY }],
    ['a removed user', { change: 'remove-entity', entity: user('ann') }],
    ['a removed role', { change: 'remove-entity', entity: role('deploy') }],
    ['a quarantined user', { change: 'quarantine', principal: user('ann') }],
    ['a quarantined role', { change: 'quarantine', principal: role('deploy') }],
    [
      'an inline policy replaced',
      {
        change: 'put-inline-policy',
        principal: user('ann'),
        name: INLINE,
        document: policyOf(allow('s3:GetObject')),
      },
    ],
    [
      'an inline denial',
      {
        change: 'put-inline-policy',
        principal: user('ann'),
        name: 'stop',
        document: policyOf(deny('sts:AssumeRole')),
      },
    ],
    [
      'a tightened trust policy',
      { change: 'set-trust', role: role('admin'), document: policyOf(trusts({ AWS: role('nobody') })) },
    ],
    ['a boundary', { change: 'set-boundary', principal: role('deploy'), policy: managed('limits') }],
  ];
  for (const [title, change] of severing)
    test(title, () => {
      const { lost, gained } = ask([change]);
      expect(ends(lost)).toEqual(expect.arrayContaining(fromKey));
      expect(gained).toEqual([]);
    });

  test('a deleted inline policy', () => {
    const { lost } = ask([{ change: 'delete-inline-policy', principal: user('ann'), name: INLINE }]);
    expect(ends(lost)).toEqual(expect.arrayContaining(fromKey));
  });

  test('a detached, edited or emptied managed policy, and a password that is no more', () => {
    const password = `${user('bob')}/login-profile`;
    const path = `${password} > ${ROOT}`;
    for (const change of [
      { change: 'detach-policy', principal: user('bob'), policy: managed('operators') },
      { change: 'edit-policy', policy: managed('operators'), document: policyOf(allow('s3:*')) },
      { change: 'remove-entity', entity: managed('operators') },
      { change: 'delete-credential', credential: password },
    ] as const)
      expect(ends(ask([change]).lost)).toContain(path);
  });

  test('the statement that a proof points at, removed where it stands', () => {
    const source = smallAccount(ESTATE);
    const before = createBaseline(source);
    const hop = before.relations.find(({ from, to }) => from === user('ann') && to === role('deploy'));
    const at = hop?.proof.find(({ pointer }) => pointer.includes('UserPolicyList'));
    if (!at) throw new Error('the hop is proven by an inline policy');
    const { observation, pointer } = at;
    expect(pointer.endsWith('/Statement/1')).toBe(true);
    const { lost } = whatIf(before, {
      changes: [{ change: 'remove-at', at: { observation, pointer } }],
    });
    expect(ends(lost)).toEqual(expect.arrayContaining(fromKey));
  });
});

test('sessions that were revoked hold only if they are younger', () => {
  const { relations } = ask([
    { change: 'revoke-sessions', role: role('admin'), before: '2026-11-23T00:00:00Z' },
  ]);
  expect(
    relations.changed.some(
      ({ before, after }) =>
        before.from === role('admin') && before.verdict === 'allow' && after.verdict === 'conditional',
    ),
  ).toBe(true);
});

test('an Allow that opens a path shows it as gained, with the statement that only the scenario has', () => {
  const document = policyOf(allow('iam:CreatePolicyVersion'), allow('sts:AssumeRole', role('admin')));
  const { gained, lost, documents } = ask(
    [{ change: 'put-inline-policy', principal: user('cem'), name: 'more', document }],
    [],
    { ...ESTATE, users: { ...ESTATE.users, cem: {} } },
  );
  expect(lost).toEqual([]);
  expect(ends(gained)).toEqual(expect.arrayContaining([`${user('cem')} > ${role('admin')}`]));
  const hop = gained.flat().find(({ from, to }) => from === user('cem') && to === role('admin'));
  const step = hop?.proof.find(({ observation }) => documents.has(observation));
  const where = step && documents.get(step.observation);
  const shown = where && resolvePointer(where.document, step.pointer);
  expect(isJsonObject(shown) && shown.Action).toBe('sts:AssumeRole');
});

test('what stays points at where it stands in the snapshot, whatever was removed before it', () => {
  // The first statement of both is removed, so every later one moves up.
  const source = smallAccount(ESTATE);
  const before = createBaseline(source);
  const details = [...source.calls()].find((call) => call.operation.endsWith('AuthorizationDetails'))!
    .observation!;
  const { relations, left } = whatIf(before, {
    from: [KEY],
    changes: [
      {
        change: 'remove-at',
        at: {
          observation: details,
          pointer: '/UserDetailList/0/UserPolicyList/0/PolicyDocument/Statement/0',
        },
      },
      {
        change: 'remove-at',
        at: { observation: details, pointer: '/RoleDetailList/1/AssumeRolePolicyDocument/Statement/0' },
      },
    ],
  });
  expect(relations.lost.filter(({ kind }) => kind === 'can-assume')).toMatchObject([
    { from: role('nobody'), to: role('admin') },
  ]);
  const hop = left.flat().find(({ from, to }) => from === user('ann') && to === role('deploy'));
  expect(hop?.proof.map(({ pointer }) => pointer)).toContain(
    '/UserDetailList/0/UserPolicyList/0/PolicyDocument/Statement/1',
  );
  expect(hop?.proof.every(({ observation }) => observation === details)).toBe(true);
});

test('a guard names the path that is still there, and is silent where none is', () => {
  const guard: Change = { change: 'guard', from: KEY, to: ROOT };
  expect(ask([guard]).guards).toMatchObject([{ from: KEY, to: ROOT, broken: { length: 4 } }]);
  expect(ask([{ change: 'quarantine', principal: user('ann') }, guard]).guards).toEqual([
    { from: KEY, to: ROOT, broken: null },
  ]);
});

test('a change that names nothing in the snapshot says so', () => {
  const refused = (change: Change) => {
    try {
      ask([change]);
    } catch (error) {
      return (error as Error).message;
    }
    return null;
  };
  expect(refused({ change: 'delete-credential', credential: 'AKIA0000000000000000' })).toContain(
    'AKIA0000000000000000',
  );
  expect(refused({ change: 'remove-entity', entity: role('nobody') })).toContain('not collected');
  expect(refused({ change: 'set-trust', role: user('ann'), document: {} })).toContain('role');
  expect(
    refused({
      change: 'remove-at',
      at: { observation: `sha256:${'0'.repeat(64)}`, pointer: '/Statement/9' },
    }),
  ).not.toBeNull();
});
