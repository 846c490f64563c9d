import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../schema/json.ts';
import { derive } from '../../derive.ts';
import { createExplainer } from '../../explain.ts';
import {
  ACCOUNT,
  allow,
  deny,
  everything,
  linesOf,
  OTHER,
  role,
  type SmallAccount,
  smallAccount,
  trusts,
  user,
} from '../testing/small-account.ts';
import { organizationCalls } from '../testing/small-organization.ts';

/* Who is outside what was collected, seen from either side. */

const THERE = `arn:aws:iam::${OTHER}:role/deploy`;
const THEIRS = `arn:aws:iam::${OTHER}:root`;

describe('a role of an account that was not collected', () => {
  const of = (...can: JsonObject[]) => linesOf({ users: { alice: { can } } }, 'aws-assume-elsewhere');

  test('may be assumed by whom a policy lets ask for it by name, as far as is known', () => {
    const account = { users: { alice: { can: [allow('sts:AssumeRole', THERE)] } } };
    const found = derive(smallAccount(account)).relations.filter(({ to }) => to === THERE);
    expect(found).toMatchObject([
      {
        from: user('alice'),
        verdict: 'unknown',
        conditions: [`account ${OTHER} was not collected, so whether ${THERE} trusts alice is not known`],
        proof: [{ pointer: '/UserDetailList/0/UserPolicyList/0/PolicyDocument/Statement/0' }],
      },
    ]);
  });

  test('is not where the asker is denied, or where no one role is named', () => {
    expect(of(allow('sts:AssumeRole', THERE), deny('sts:*'))).toEqual([]);
    expect(of(allow('sts:AssumeRole', `arn:aws:iam::${OTHER}:role/*`))).toEqual([]);
    expect(of(allow('sts:AssumeRole', role('gone')))).toEqual([]);
  });
});

describe('a stranger', () => {
  const open = (condition: Json, calls: SmallAccount['calls'] = []) =>
    linesOf(
      { roles: { app: { can: everything, trust: [trusts('*', { Condition: condition })] } }, calls },
      'sts-001',
    ).filter((line) => line.startsWith('internet'));
  const there = organizationCalls({ accounts: { [ACCOUNT]: 'root' } });

  test.each<Json>([
    { 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': 'o-exampleorg1/*' } },
    { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-exampleorg1' } },
    { Null: { 'aws:PrincipalOrgID': 'true' } },
    { StringNotEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } },
  ])('may have an account in no organization, which meets %j', (condition) => {
    expect(open(condition)).toEqual(['internet -sts-001-> app allow']);
    expect(open(condition, there)).toEqual(['internet -sts-001-> app allow']);
  });

  test('is in no organization that was collected', () => {
    const condition = { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } };
    expect(open(condition)).toEqual(['internet -sts-001-> app conditional']);
    expect(open(condition, there)).toEqual([]);
  });
});

test('of an outsider that a trust names, what the organization denies is told, and not that it is not named', () => {
  const calls = organizationCalls({
    accounts: { [ACCOUNT]: 'root' },
    rcp: {
      root: [
        {
          ...deny('sts:AssumeRole', '*', {
            StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-exampleorg1' },
          }),
          Principal: '*',
        },
      ],
    },
  });
  const source = smallAccount({ roles: { app: { trust: [trusts({ AWS: THEIRS })] } }, calls });
  expect(
    createExplainer(source)
      .explain(THEIRS, role('app'))
      .blockedBy.map(({ says }) => says),
  ).toEqual([`Statement 1 of resource control policy rcp of root denies sts:AssumeRole on ${role('app')}.`]);
});

describe('a tag that guards a role', () => {
  const guard = deny('iam:*', '*', { StringEquals: { 'aws:ResourceTag/protected': 'true' } });
  const calls = organizationCalls({ accounts: { [ACCOUNT]: 'root' }, scp: { root: [guard] } });
  const of = (protects: string, rule: string) =>
    linesOf({ roles: { app: { can: everything, tags: { protected: protects } } }, calls }, rule);

  test('keeps the administrators of its account from it, who may not take the tag off either', () => {
    expect(of('true', 'aws-account-controls')).toEqual([]);
    expect(of('false', 'aws-account-controls')).toEqual(['111122223333 -aws-account-controls-> app allow']);
  });

  test('is on no role that is new, so that whoever may make one is an administrator without any condition', () => {
    expect(of('true', 'aws-administrator')).toEqual(['app -aws-administrator-> 111122223333 allow']);
  });
});
