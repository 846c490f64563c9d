import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../schema/json.ts';
import { derive } from '../derive.ts';
import {
  allow,
  everything,
  linesOf,
  managed,
  ROOT,
  role,
  type SmallAccount,
  smallAccount,
  trusts,
  user,
} from './testing/small-account.ts';

/*
 * Tags of sessions, tags of what a request is about, and the boundary it has: known where the snapshot shows them, and
 * the asker's own choice only where a policy lets the asker choose.
 */

const admin = { can: everything };
const team = (value: string): Json => ({ StringEquals: { 'aws:PrincipalTag/team': value } });
const TAGGED = { Action: ['sts:AssumeRole', 'sts:TagSession'] };
const assumed = (account: SmallAccount) => linesOf(account, 'sts-001');
const byAlice = (rest: JsonObject = {}) => trusts({ AWS: user('alice') }, rest);

describe('tags of a session', () => {
  const last = { ...admin, trust: [trusts({ AWS: role('app') }, { Condition: team('root') })] };
  const through = (trust: JsonObject, tags: Record<string, string> = {}): SmallAccount => ({
    users: { alice: {} },
    roles: { app: { trust: [trust], tags }, last },
  });
  const hop = (account: SmallAccount) => assumed(account).filter((line) => line.startsWith('app '));

  test('stand before the role’s own, where the trust lets them be passed', () => {
    expect(hop(through(byAlice(TAGGED), { team: 'web' }))).toEqual(['app -sts-001-> last conditional']);
    expect(hop(through(byAlice({ Action: 'sts:*' }), { team: 'web' }))).toHaveLength(1);
    const { relations } = derive(smallAccount(through(byAlice(TAGGED), { team: 'web' })));
    expect(relations.find(({ from, to }) => from === role('app') && to === role('last'))?.conditions).toEqual(
      [
        'aws:PrincipalTag/team is "root"',
        'whoever takes the role on passes session tags instead of its own, as its trust policy lets them (sts:TagSession)',
      ],
    );
    expect(hop(through(byAlice(TAGGED), { team: 'root' }))).toEqual(['app -sts-001-> last allow']);
  });

  test('are none where no trust lets them be passed', () => {
    expect(hop(through(byAlice(), { team: 'web' }))).toEqual([]);
    expect(hop(through(byAlice()))).toEqual([]);
    expect(hop(through(byAlice(), { team: 'root' }))).toEqual(['app -sts-001-> last allow']);
  });

  test('that a service passes are not chosen by whoever runs there', () => {
    const pods = trusts({ Service: 'pods.eks.amazonaws.com' }, TAGGED);
    expect(hop(through(pods, { team: 'web' }))).toEqual([]);
  });

  test('lift a denial too', () => {
    const fence = {
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:PrincipalTag/team': 'root' } },
    };
    const of = (trust: JsonObject) =>
      linesOf(
        { roles: { app: { can: [...everything, fence], trust: [trust], tags: { team: 'web' } } } },
        'aws-administrator',
      );
    expect(of(byAlice(TAGGED))).toEqual(['app -aws-administrator-> 111122223333 conditional']);
    expect(of(byAlice())).toEqual([]);
  });
});

describe('a trust that asks for what a request cannot carry', () => {
  const asking = (condition: Json, actions: readonly string[]) =>
    assumed({
      users: { alice: {} },
      roles: { last: { trust: [byAlice({ Action: ['sts:AssumeRole', ...actions], Condition: condition })] } },
    });

  test.each<[string, Json]>([
    ['sts:TagSession', { StringEquals: { 'aws:RequestTag/team': 'web' } }],
    ['sts:TagSession', { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'team' } }],
    ['sts:SetSourceIdentity', { StringLike: { 'sts:SourceIdentity': 'a*' } }],
  ])('without %s is met by nobody', (action, condition) => {
    expect(asking(condition, [])).toEqual([]);
    expect(asking(condition, [action])).toEqual(['alice -sts-001-> last conditional']);
  });
});

describe('tags of the target', () => {
  const roles = {
    web: { ...admin, tags: { team: 'web' } },
    data: { ...admin, tags: { team: 'data' } },
    bare: admin,
  };
  const become = (...can: JsonObject[]) => linesOf({ users: { alice: { can } }, roles }, 'iam-012');

  test.each(['aws:ResourceTag/team', 'iam:ResourceTag/team', 'aws:resourcetag/team'])(
    'decide %s where nobody changes them',
    (key) => {
      expect(become(allow('iam:UpdateAssumeRolePolicy', '*', { StringEquals: { [key]: 'web' } }))).toEqual([
        'alice -iam-012-> web allow',
      ]);
    },
  );

  test('stay a condition where the asker may change them first', () => {
    const wanted = allow('iam:UpdateAssumeRolePolicy', '*', {
      StringEquals: { 'aws:ResourceTag/team': 'web' },
    });
    expect(become(wanted, allow('iam:TagRole', role('data')))).toEqual([
      'alice -iam-012-> data conditional',
      'alice -iam-012-> web allow',
    ]);
  });

  test('decide whom a role assumes, compared with the tags of the asker', () => {
    const same = allow('sts:AssumeRole', '*', {
      StringEquals: { 'aws:ResourceTag/team': '$' + '{aws:PrincipalTag/team}' },
    });
    const trusting = Object.fromEntries(
      Object.entries(roles).map(([name, each]) => [name, { ...each, trust: [trusts({ AWS: ROOT })] }]),
    );
    const users = { alice: { can: [same], tags: { team: 'data' } } };
    expect(assumed({ users, roles: trusting })).toEqual(['alice -sts-001-> data allow']);
  });
});

describe('the boundary of the target', () => {
  const capped = { StringEquals: { 'iam:PermissionsBoundary': managed('cap') } };
  const policies = { cap: [[allow('s3:*')]] };
  const grow = (can: JsonObject[], app: JsonObject = {}) =>
    linesOf(
      { users: { alice: { can } }, policies, roles: { app: { ...app, trust: [byAlice()] } } },
      'iam-017',
    );

  test('is what a policy asks for, and a role without one is none of those it means', () => {
    expect(grow([allow('iam:PutRolePolicy', '*', capped)])).toEqual([]);
    expect(grow([allow('iam:PutRolePolicy')])).toEqual(['alice -iam-017-> 111122223333 allow']);
  });

  test('caps what is written where it is there', () => {
    expect(grow([allow('iam:PutRolePolicy', '*', capped)], { boundary: 'cap' })).toEqual([]);
  });

  test('is in no request for anything else', () => {
    const users = { alice: { can: [allow('iam:*', '*', capped)] } };
    const roles = { app: { ...admin, boundary: 'cap' } };
    expect(linesOf({ users, policies, roles }, 'iam-012')).toEqual([]);
  });

  test('is none of a role that is made without one, so that nothing may be attached to it', () => {
    const may = allow(['iam:CreateRole', 'sts:AssumeRole']);
    const made = (condition: readonly Json[]) => {
      const alice = { can: [may, allow('iam:AttachRolePolicy', '*', ...condition)] };
      return linesOf({ users: { alice }, policies }, 'iam-make-administrator');
    };
    expect(made([])).toEqual(['alice -iam-make-administrator-> 111122223333 allow']);
    expect(made([capped])).toEqual([]);
  });
});
