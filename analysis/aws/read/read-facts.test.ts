import { describe, expect, test } from 'vitest';
import { resolvePointer } from '../../../schema/json-pointer.ts';
import { memorySource } from '../../observations/memory-source.ts';
import { readAwsFacts } from './read-facts.ts';

const A = '111122223333';
const B = '444455556666';
const details = (account: string, extra: object = {}) => ({
  operation: 'iam:GetAccountAuthorizationDetails',
  document: {
    UserDetailList: [
      { UserName: 'alice', Arn: `arn:aws:iam::${account}:user/alice`, Path: '/', GroupList: ['team'] },
    ],
    GroupDetailList: [{ GroupName: 'team', Arn: `arn:aws:iam::${account}:group/team` }],
    RoleDetailList: [],
    Policies: [],
    ...extra,
  },
});
const report = (...rows: string[]) => ({
  operation: 'iam:GetCredentialReport',
  document: {
    GeneratedTime: '2026-11-22T11:00:00Z',
    Content: [
      'user,arn,password_enabled,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_2_active,access_key_2_last_rotated',
      ...rows,
    ].join('\n'),
  },
});

describe('facts', () => {
  test('every fact points at where it stands', () => {
    const source = memorySource([details(A)]);
    const { users } = readAwsFacts(source);
    const [alice] = users;
    expect(alice && resolvePointer(source.document(alice.ref.observation), alice.ref.pointer)).toMatchObject({
      UserName: 'alice',
    });
    expect(alice?.groups).toMatchObject([
      { name: 'team', ref: { pointer: '/UserDetailList/0/GroupList/0' } },
    ]);
  });

  test('pages of one account are one account', () => {
    const role = { RoleName: 'app', Arn: `arn:aws:iam::${A}:role/app`, AssumeRolePolicyDocument: {} };
    const facts = readAwsFacts(
      memorySource([
        details(A),
        { operation: 'iam:GetAccountAuthorizationDetails', document: { RoleDetailList: [role] } },
      ]),
    );
    expect(facts.users).toHaveLength(1);
    expect(facts.roles.map((each) => each.account)).toEqual([A]);
  });

  test('a dump of several accounts keeps them apart', () => {
    const facts = readAwsFacts(
      memorySource([
        { ...details(A), source: 'one' },
        { ...details(B), source: 'two' },
      ]),
    );
    expect([...facts.accounts.keys()].sort()).toEqual([A, B]);
  });

  test('an ARN without an account belongs to the account that was collected', () => {
    const source = memorySource([
      { operation: 'sts:GetCallerIdentity', document: { Account: A, Arn: `arn:aws:iam::${A}:user/auditor` } },
      details('aws'),
    ]);
    const [alice] = readAwsFacts(source).users;
    expect(alice).toMatchObject({
      id: 'arn:aws:iam::aws:user/alice',
      arn: `arn:aws:iam::${A}:user/alice`,
      account: A,
    });
  });

  test('a poorer description of a principal never takes the place of the richer', () => {
    const poor = {
      operation: 'iam:GetUser',
      document: { User: { UserName: 'alice', Arn: `arn:aws:iam::${A}:user/alice` } },
    };
    const [alice, ...others] = readAwsFacts(memorySource([poor, details(A)])).users;
    expect(others).toEqual([]);
    expect(alice?.groups).toHaveLength(1);
  });

  test('no list of keys and no report leaves their number unknown; a list says it', () => {
    expect(readAwsFacts(memorySource([details(A)])).credentials.size).toBe(0);
    const none = {
      operation: 'iam:ListAccessKeys',
      parameters: { UserName: 'alice' },
      document: { AccessKeyMetadata: [] },
    };
    const { credentials } = readAwsFacts(memorySource([details(A), none]));
    expect(credentials.get(`arn:aws:iam::${A}:user/alice`)?.keys).toMatchObject({ min: 0, max: 0 });
  });

  test('a credential report bounds the keys from below and knows the password', () => {
    const row = `alice,arn:aws:iam::${A}:user/alice,true,true,true,2026-01-01T00:00:00Z,false,N/A`;
    const known = readAwsFacts(memorySource([details(A), report(row)])).credentials.get(
      `arn:aws:iam::${A}:user/alice`,
    );
    expect(known).toMatchObject({ keys: { min: 1, max: 2 }, loginProfile: { state: 'exists' }, mfa: true });
  });

  test('active keys of the root user are keys, though the report does not name them', () => {
    const row = `<root_account>,arn:aws:iam::${A}:root,not_supported,true,true,2026-01-01T00:00:00Z,false,N/A`;
    expect(readAwsFacts(memorySource([details(A), report(row)])).keys).toMatchObject([
      { user: null, account: A, status: 'Active' },
    ]);
  });

  test('answers of unknown operations and shapes are counted, not guessed at', () => {
    const odd = { operation: 'ec2:DescribeVpcs', document: { Reservations: [] } };
    const facts = readAwsFacts(
      memorySource([odd, odd, { operation: 'iam:GetAccountAuthorizationDetails', document: ['what'] }]),
    );
    expect(facts.ignored).toEqual(new Map([['ec2:DescribeVpcs', 2]]));
    expect(facts.users).toEqual([]);
  });

  test('details of a resource reach it whether they come before or after the listing', () => {
    const list = { operation: 's3:ListBuckets', document: { Buckets: [{ Name: 'example-data' }] } };
    const policy = {
      operation: 's3:GetBucketPolicy',
      parameters: { Bucket: 'example-data' },
      document: { Policy: null },
    };
    for (const calls of [
      [list, policy],
      [policy, list],
    ]) {
      const { resources } = readAwsFacts(memorySource(calls, { account: A }));
      expect(resources).toMatchObject([{ arn: 'arn:aws:s3:::example-data', policy: { state: 'none' } }]);
    }
  });
});
