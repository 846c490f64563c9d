import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../schema/json.ts';
import { relationsOf } from '../derive.ts';
import { buildEstates, readFacts } from '../estates.ts';
import { judge } from './judge.ts';
import { createScene } from './scene.ts';
import { ROOT, role, smallAccount, trusts, user } from './testing/small-account.ts';

/*
 * Rules look quickly whether a grant may touch a target before they ask the evaluator. The quick look must never lose a
 * relation: what a rule derives equals what asking the evaluator about every pair gives.
 */
const OWN_NAME = ['$', '{aws:username}'].join('');
const action = fc.constantFrom(
  'sts:AssumeRole',
  'sts:*',
  'sts:Assume*',
  '*',
  'iam:DeleteAccessKey',
  'iam:CreateAccessKey',
  'iam:*AccessKey',
  's3:*',
);
const resource = fc.constantFrom(
  '*',
  role('a'),
  role('*'),
  role('?'),
  user('a'),
  user('*'),
  role(OWN_NAME),
  user(OWN_NAME),
  'arn:aws:s3:::x',
);
const condition = fc.constantFrom<JsonObject | null>(
  null,
  null,
  { StringEquals: { 'aws:username': 'a' } },
  { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  { StringEquals: { 'aws:PrincipalTag/team': 'x' } },
);
const statement = fc
  .record({
    effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
    not: fc.constantFrom('', '', '', 'Action', 'Resource'),
    action,
    resource,
    condition,
  })
  .map(
    ({ effect, not, action, resource, condition }): JsonObject => ({
      Effect: effect,
      [not === 'Action' ? 'NotAction' : 'Action']: action,
      [not === 'Resource' ? 'NotResource' : 'Resource']: resource,
      ...(condition ? { Condition: condition } : {}),
    }),
  );
const statements = fc.array(statement, { minLength: 1, maxLength: 3 });
const trusted = fc.constantFrom<JsonObject>(
  { AWS: ROOT },
  { AWS: user('a') },
  { AWS: [role('a'), role('b')] },
  { AWS: '*' },
  { Service: 'ec2.amazonaws.com' },
);
const principal = fc.record({
  can: statements,
  boundary: fc.constantFrom(undefined, undefined, 'cap'),
  team: fc.constantFrom('x', 'y'),
});
const account = fc
  .record({
    users: fc.record({ a: principal, b: principal }),
    roles: fc.record({ a: fc.tuple(principal, trusted), b: fc.tuple(principal, trusted) }),
    cap: statements,
  })
  .map(({ users, roles, cap }) => {
    const of = ({
      can,
      boundary,
      team,
    }: {
      can: JsonObject[];
      boundary: string | undefined;
      team: string;
    }) => ({
      can,
      tags: { team },
      ...(boundary ? { boundary } : {}),
    });
    return smallAccount({
      users: { a: of(users.a), b: of(users.b) },
      roles: {
        a: { ...of(roles.a[0]), trust: [trusts(roles.a[1])] },
        b: { ...of(roles.b[0]), trust: [trusts(roles.b[1])] },
      },
      policies: { cap: [cap] },
    });
  });

test('sts-001 is what the evaluator says of every pair', () => {
  fc.assert(
    fc.property(account, (source) => {
      const scene = createScene(buildEstates(readFacts(source)));
      const wanted: string[] = [];
      for (const { principals, roles } of scene.aws.accounts.values()) {
        for (const from of principals) {
          if (scene.administrators.administers(from).verdict === 'allow') continue;
          for (const to of roles) {
            if (to.id === from.id || !to.trust) continue;
            const { verdict } = judge(from, from.set, 'sts:AssumeRole', to.arn, { resourcePolicy: to.trust });
            if (verdict !== 'deny') wanted.push(`${from.id} ${to.id} ${verdict}`);
          }
        }
      }
      const derived = relationsOf(scene)
        .filter((each) => each.rule === 'sts-001' && scene.aws.principals.has(each.from))
        .map((each) => `${each.from} ${each.to} ${each.verdict}`);
      expect(derived.sort()).toEqual(wanted.sort());
    }),
    { numRuns: 300 },
  );
});

test('iam-003 is what the evaluator says of every pair of users', () => {
  fc.assert(
    fc.property(account, (source) => {
      const scene = createScene(buildEstates(readFacts(source)));
      const wanted: string[] = [];
      for (const { principals, users } of scene.aws.accounts.values()) {
        for (const from of principals) {
          if (scene.growth.surely(from)) continue;
          for (const to of users) {
            if (to.id === from.id) continue;
            const both = ['iam:CreateAccessKey', 'iam:DeleteAccessKey'].map(
              (each) =>
                judge(from, from.set, each, to.arn, { context: { 'aws:RequestedRegion': 'us-east-1' } })
                  .verdict,
            );
            if (!both.includes('deny')) wanted.push(`${from.id} ${to.id}`);
          }
        }
      }
      const derived = relationsOf(scene)
        .filter((each) => each.rule === 'iam-003')
        .map((each) => `${each.from} ${each.to}`);
      expect(derived.sort()).toEqual(wanted.sort());
    }),
    { numRuns: 300 },
  );
});
