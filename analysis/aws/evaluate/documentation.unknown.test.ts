// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables are written like that.
import { describe, expect, it } from 'vitest';
import { evaluateCases } from './cases.ts';
import { ANA, FULL, HERE, policy, say } from './testing/cases-by-page.ts';

/*
 * What follows when keys that are not given are unknown: an answer is `allow` or `deny` only where it is the same whatever
 * the keys turn out to be, so each expected answer can be checked by trying both.
 */

const NEAR = { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } };
const FAR = { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } };
const MFA = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
const NO_MFA = { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } };
const is = (value: string) => ({ StringEquals: { 'aws:RequestTag/stage': value } });
const isNot = (value: string) => ({ StringNotEquals: { 'aws:RequestTag/stage': value } });
const absent = { Null: { 'aws:RequestTag/stage': 'true' } };
const present = { Null: { 'aws:RequestTag/stage': 'false' } };
const allow = (condition?: object) =>
  say('+', 's3:GetObject', '*', condition ? { Condition: condition } : {});
const deny = (condition?: object) => say('-', 's3:GetObject', '*', condition ? { Condition: condition } : {});

interface Unknown {
  readonly says: string;
  readonly statements: readonly object[];
  readonly more?: object;
  readonly context?: object;
  readonly verdict: 'allow' | 'deny' | 'conditional';
}

const rows: readonly Unknown[] = [
  { says: 'unknown Allow', statements: [allow(NEAR)], verdict: 'conditional' },
  { says: 'Allow and unknown Deny', statements: [allow(), deny(FAR)], verdict: 'conditional' },
  { says: 'unknown Allow and Deny', statements: [allow(NEAR), deny()], verdict: 'deny' },
  { says: 'unknown Deny and nothing else', statements: [deny(NEAR)], verdict: 'deny' },
  { says: 'unknown Allow, and Deny of the same', statements: [allow(NEAR), deny(NEAR)], verdict: 'deny' },
  {
    says: 'unknown Allow, and Deny of the opposite',
    statements: [allow(NEAR), deny(FAR)],
    verdict: 'conditional',
  },
  {
    says: 'unknown Allow, and unknown Deny of something else',
    statements: [allow(NEAR), deny(NO_MFA)],
    verdict: 'conditional',
  },
  { says: 'Allow of one and of its opposite', statements: [allow(NEAR), allow(FAR)], verdict: 'allow' },
  { says: 'Deny of one and of its opposite', statements: [allow(), deny(NEAR), deny(FAR)], verdict: 'deny' },
  {
    says: 'two different values of one key',
    statements: [allow({ ...is('a') })],
    more: { permissionBoundary: policy(allow(is('b'))) },
    verdict: 'deny',
  },
  {
    says: 'the same value twice',
    statements: [allow(is('a'))],
    more: { permissionBoundary: policy(allow(is('a'))) },
    verdict: 'conditional',
  },
  {
    says: 'a value, or any other or none',
    statements: [allow(is('a')), allow(isNot('a'))],
    verdict: 'allow',
  },
  { says: 'Null true', statements: [allow(absent)], verdict: 'conditional' },
  { says: 'Null false', statements: [allow(present)], verdict: 'conditional' },
  { says: 'Null true or false', statements: [allow(absent), allow(present)], verdict: 'allow' },
  { says: 'a value of an absent key', statements: [allow({ ...is('a'), ...absent })], verdict: 'deny' },
  {
    says: 'a value, denied where the key is present',
    statements: [allow(is('a')), deny(present)],
    verdict: 'deny',
  },
  {
    says: 'a value, denied where the key is absent',
    statements: [allow(is('a')), deny(absent)],
    verdict: 'conditional',
  },
  {
    says: 'IfExists and absent',
    statements: [allow({ StringEqualsIfExists: { 'aws:RequestTag/stage': 'a' }, ...absent })],
    verdict: 'conditional',
  },
  {
    says: 'IfExists, denied where absent',
    statements: [allow({ StringEqualsIfExists: { 'aws:RequestTag/stage': 'a' } }), deny(absent)],
    verdict: 'conditional',
  },
  {
    says: 'a pattern that takes all, or an absent key',
    statements: [allow({ StringLike: { 'aws:RequestTag/stage': '*' } }), allow(absent)],
    verdict: 'allow',
  },
  { says: 'MFA asked for, denied without', statements: [allow(MFA), deny(NO_MFA)], verdict: 'conditional' },
  { says: 'MFA asked for, denied with', statements: [allow(MFA), deny(MFA)], verdict: 'deny' },
  {
    says: 'a key that follows from the principal is known',
    statements: [allow({ StringEquals: { 'aws:username': 'ana' } })],
    verdict: 'allow',
  },
  {
    says: 'also where it does not match',
    statements: [allow({ StringEquals: { 'aws:PrincipalAccount': '444455556666' } })],
    verdict: 'deny',
  },
  {
    says: 'a key that is given is known',
    statements: [allow(is('a'))],
    context: { 'aws:RequestTag/stage': 'a' },
    verdict: 'allow',
  },
  {
    says: 'a key that is given, and one that is not',
    statements: [allow({ ...is('a'), ...NEAR })],
    context: { 'aws:RequestTag/stage': 'a' },
    verdict: 'conditional',
  },
  {
    says: 'a key that is given and does not match',
    statements: [allow({ ...is('a'), ...NEAR })],
    context: { 'aws:RequestTag/stage': 'b' },
    verdict: 'deny',
  },
  {
    says: 'an unknown boundary',
    statements: [allow()],
    more: { permissionBoundary: policy(allow(NEAR)) },
    verdict: 'conditional',
  },
  {
    says: 'an unknown SCP denial',
    statements: [allow()],
    more: { serviceControlPolicies: [[FULL, policy(deny(FAR))]] },
    verdict: 'conditional',
  },
  {
    says: 'a variable that is not known in a resource',
    statements: [say('+', 's3:GetObject', 'arn:aws:s3:::data/${aws:PrincipalTag/team}/*')],
    verdict: 'conditional',
  },
  {
    says: 'a variable that cannot make the resource match',
    statements: [say('+', 's3:GetObject', 'arn:aws:s3:::other/${aws:PrincipalTag/team}/*')],
    verdict: 'deny',
  },
  {
    says: 'less than one number and more than a greater',
    statements: [
      allow({ NumericLessThan: { 's3:max-keys': '5' }, NumericGreaterThan: { 's3:max-keys': '10' } }),
    ],
    verdict: 'deny',
  },
  {
    says: 'an address in two ranges apart',
    statements: [allow(NEAR)],
    more: { permissionBoundary: policy(allow({ IpAddress: { 'aws:SourceIp': '198.51.100.0/24' } })) },
    verdict: 'deny',
  },
  {
    says: 'an address in a range, denied outside a wider one',
    statements: [allow({ IpAddress: { 'aws:SourceIp': '203.0.113.0/28' } }), deny(FAR)],
    verdict: 'conditional',
  },
  {
    says: 'an address in a range, denied inside a wider one',
    statements: [allow({ IpAddress: { 'aws:SourceIp': '203.0.113.0/28' } }), deny(NEAR)],
    verdict: 'deny',
  },
  {
    says: 'a text like two patterns apart',
    statements: [allow({ StringLike: { 'aws:RequestTag/stage': 'a*' } })],
    more: { permissionBoundary: policy(allow({ StringLike: { 'aws:RequestTag/stage': 'b*' } })) },
    verdict: 'deny',
  },
  {
    says: 'a value that its pattern takes',
    statements: [allow(is('alpha')), deny({ StringLike: { 'aws:RequestTag/stage': 'a*' } })],
    verdict: 'deny',
  },
  {
    says: 'ForAllValues, denied where absent',
    statements: [
      allow({ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } }),
      deny({ Null: { 'aws:TagKeys': 'true' } }),
    ],
    verdict: 'conditional',
  },
  {
    says: 'ForAnyValue of one and of the other may hold together',
    statements: [allow({ 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'a' } })],
    more: { permissionBoundary: policy(allow({ 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'b' } })) },
    verdict: 'conditional',
  },
];

describe('unknownContext', () => {
  it.each(rows)('$says: $verdict', ({ statements, more, context, verdict }) => {
    const request = {
      principal: ANA,
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::data/blue/x',
      resourceAccount: HERE,
      ...(context ? { context } : {}),
    };
    const [answer] = evaluateCases([
      { id: 1, request, identityPolicies: [policy(...statements)], unknownContext: true, ...more },
    ]);
    if (answer === undefined || 'error' in answer) throw new Error(JSON.stringify(answer));
    expect(answer.verdict, answer.because.join(' ')).toBe(verdict);
    expect(answer.conditions.length > 0).toBe(verdict === 'conditional');
    expect(new Set(answer.conditions).size).toBe(answer.conditions.length);
  });
});
