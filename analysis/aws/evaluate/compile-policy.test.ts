import { describe, expect, it } from 'vitest';
import { TrustpathError } from '../../../schema/errors.ts';
import type { Json } from '../../../schema/json.ts';
import { compilePolicyLenient } from './compile-policy.ts';
import { compilePolicy, evaluate } from './evaluate.ts';
import type { PolicyType } from './types.ts';

const ALLOW = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };

function refusal(document: unknown, type?: PolicyType): string {
  try {
    compilePolicy({ document: document as Json, ref: null, name: 'inline policy "ci"' }, type);
  } catch (error) {
    if (error instanceof TrustpathError && error.code === 'input-refused') return error.message;
    throw error;
  }
  return 'accepted';
}

const statement = (more: object) => ({ Version: '2012-10-17', Statement: [{ ...ALLOW, ...more }] });

describe('compilePolicy', () => {
  it.each([
    ['a text', 'policy', 'inline policy "ci": the document: a policy is a JSON object'],
    ['a list', [], 'inline policy "ci": the document: a policy is a JSON object'],
    [
      'an unknown element',
      { Statement: [], Statements: [] },
      'inline policy "ci": /Statements: a policy has no element "Statements"',
    ],
    [
      'an element in another case',
      { statement: [ALLOW] },
      'inline policy "ci": /statement: a policy has no element "statement"',
    ],
    [
      'no Statement',
      { Version: '2012-10-17' },
      'inline policy "ci": the document: the policy has no Statement',
    ],
    [
      'a Statement that is text',
      { Statement: 'x' },
      'inline policy "ci": /Statement: Statement is an object or a list of objects',
    ],
    [
      'a statement that is none',
      { Statement: ['x'] },
      'inline policy "ci": /Statement/0: a statement is a JSON object',
    ],
    [
      'an unknown version',
      { Version: '2020-01-01', Statement: [ALLOW] },
      'inline policy "ci": /Version: the version of the policy language is "2012-10-17" or "2008-10-17"',
    ],
    [
      'an unknown element of a statement',
      statement({ 'Re/source': '*' }),
      'inline policy "ci": /Statement/0/Re~1source: a statement has no element "Re/source"',
    ],
    [
      'no Effect',
      { Statement: { Action: '*', Resource: '*' } },
      'inline policy "ci": /Statement: the statement has no Effect',
    ],
    [
      'an unknown Effect',
      statement({ Effect: 'allow' }),
      'inline policy "ci": /Statement/0/Effect: Effect is "Allow" or "Deny"',
    ],
    [
      'Action and NotAction',
      statement({ NotAction: 'iam:*' }),
      'inline policy "ci": /Statement/0/NotAction: a statement has either Action or NotAction, not both',
    ],
    [
      'Resource and NotResource',
      statement({ NotResource: '*' }),
      'inline policy "ci": /Statement/0/NotResource: a statement has either Resource or NotResource, not both',
    ],
    [
      'no Action',
      { Statement: [{ Effect: 'Allow', Resource: '*' }] },
      'inline policy "ci": /Statement/0: the statement has neither Action nor NotAction',
    ],
    [
      'an Action that is a number',
      statement({ Action: 5 }),
      'inline policy "ci": /Statement/0/Action: expected text or a list of texts',
    ],
    [
      'an Action without service',
      statement({ Action: ['s3:*', 'GetObject'] }),
      'inline policy "ci": /Statement/0/Action/1: "GetObject" is not an action: a service, a colon and a name',
    ],
    [
      'a Resource that holds an object',
      statement({ Resource: [{}] }),
      'inline policy "ci": /Statement/0/Resource: expected text or a list of texts',
    ],
    [
      'an unknown operator',
      statement({ Condition: { StringResembles: { a: 'b' } } }),
      'inline policy "ci": /Statement/0/Condition/StringResembles: there is no condition operator "StringResembles"',
    ],
    [
      'NullIfExists',
      statement({ Condition: { NullIfExists: { a: 'true' } } }),
      'inline policy "ci": /Statement/0/Condition/NullIfExists: there is no condition operator "NullIfExists"',
    ],
    [
      'an operator without keys',
      statement({ Condition: { StringLike: 'x' } }),
      'inline policy "ci": /Statement/0/Condition/StringLike: an operator holds an object of condition keys',
    ],
    [
      'a condition value that is an object',
      statement({ Condition: { StringLike: { 'aws:RequestTag/a': {} } } }),
      'inline policy "ci": /Statement/0/Condition/StringLike/aws:RequestTag~1a: a condition compares with text, a number, a boolean or a list of these',
    ],
    [
      'a number that is none',
      statement({ Condition: { NumericLessThan: { a: 'few' } } }),
      'inline policy "ci": /Statement/0/Condition/NumericLessThan/a: NumericLessThan cannot compare with "few"',
    ],
    [
      'a date that is none',
      statement({ Condition: { DateLessThan: { a: 'soon' } } }),
      'inline policy "ci": /Statement/0/Condition/DateLessThan/a: DateLessThan cannot compare with "soon"',
    ],
    [
      'an address that is none',
      statement({ Condition: { IpAddress: { a: '10.0.0.0/33' } } }),
      'inline policy "ci": /Statement/0/Condition/IpAddress/a: IpAddress cannot compare with "10.0.0.0/33"',
    ],
    [
      'a Principal that is an account',
      statement({ Principal: '111122223333' }),
      'inline policy "ci": /Statement/0/Principal: Principal is "*" or an object with AWS, Federated, Service or CanonicalUser',
    ],
    [
      'an unknown kind of principal',
      statement({ Principal: { Aws: '*' } }),
      'inline policy "ci": /Statement/0/Principal/Aws: Principal has no member "Aws"',
    ],
    ['a Sid that is a number', statement({ Sid: 1 }), 'inline policy "ci": /Statement/0/Sid: Sid is text'],
  ])('refuses %s', (_, document, message) => {
    expect(refusal(document)).toBe(message);
  });

  it.each<[string, unknown, PolicyType, string]>([
    [
      'Principal in an identity policy',
      statement({ Principal: '*' }),
      'identity',
      'inline policy "ci": /Statement/0/Principal: such a policy has no Principal',
    ],
    [
      'an identity policy without Resource',
      { Statement: [{ Effect: 'Allow', Action: '*' }] },
      'identity',
      'inline policy "ci": /Statement/0: the statement has neither Resource nor NotResource',
    ],
    [
      'a resource policy without Principal',
      statement({}),
      'resource',
      'inline policy "ci": /Statement/0: the statement has neither Principal nor NotPrincipal',
    ],
    [
      'a trust policy without Resource',
      { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: '*' }] },
      'trust',
      'accepted',
    ],
  ])('knows where elements belong: %s', (_, document, type, message) => {
    expect(refusal(document, type)).toBe(message);
  });

  it.each([
    ['one statement without a list', { Statement: ALLOW }],
    ['no statement', { Statement: [] }],
    ['Id and Sid', { Id: 'x', Statement: [{ ...ALLOW, Sid: '' }] }],
    ['empty lists', statement({ Action: [], Resource: [] })],
    ['an empty condition', statement({ Condition: {} })],
    ['booleans and numbers', statement({ Condition: { Bool: { a: true }, NumericLessThan: { b: 5 } } })],
  ])('accepts %s', (_, document) => {
    expect(refusal(document)).toBe('accepted');
  });

  it('points statements into the observation the policy stands in', () => {
    const ref = {
      observation: 'sha256:abc' as never,
      pointer: '/UserDetailList/3/UserPolicyList/0/PolicyDocument',
    };
    const document = { Version: '2012-10-17', Statement: [{ ...ALLOW, Sid: 'Read' }] };
    const policy = compilePolicy({ document, ref, name: 'inline policy "ci"' });
    const decision = evaluate(
      {
        principal: 'arn:aws:iam::111122223333:user/ana',
        action: 's3:GetObject',
        resource: 'arn:aws:s3:::data/x',
        resourceAccount: '111122223333',
      },
      { identity: [policy] },
    );
    expect(decision).toEqual({
      verdict: 'allow',
      kind: 'explicit',
      statements: [
        {
          policyType: 'identity',
          policyName: 'inline policy "ci"',
          effect: 'Allow',
          sid: 'Read',
          pointer: '/UserDetailList/3/UserPolicyList/0/PolicyDocument/Statement/0',
          observation: 'sha256:abc',
        },
      ],
      because: ['Statement "Read" of inline policy "ci" allows s3:GetObject on arn:aws:s3:::data/x.'],
      conditions: [],
    });
  });
});

describe('a policy that AWS would not have taken', () => {
  const source = (statements: readonly Json[]) => ({
    document: { Version: '2012-10-17', Statement: statements } as Json,
    ref: null,
    name: 'strange',
  });

  it('has one statement that could say anything, however many cannot be read', () => {
    const lenient = (count: number) =>
      compilePolicyLenient(source(Array.from({ length: count }, (_, index) => `no statement ${index}`)))
        .policy;
    expect(lenient(1).statements.length).toBeGreaterThan(0);
    expect(lenient(2_000).statements).toHaveLength(lenient(1).statements.length);
  });

  it('is read as far as policies go, with one that may say all there is beyond', () => {
    const many = source(Array.from({ length: 2_000 }, () => ALLOW));
    const { policy, problems } = compilePolicyLenient(many);
    expect(policy.statements.length).toBeLessThan(560);
    expect(policy.statements.at(-1)?.problem).toMatch(/more than 550 statements/);
    expect(problems).toHaveLength(1);
    expect(refusal(many.document)).toMatch(/more than 550 statements/);
  });
});
