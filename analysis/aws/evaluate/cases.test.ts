// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables are written like that.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../schema/json.ts';
import { evaluateCases } from './cases.ts';
import { compilePolicyLenient, evaluate } from './evaluate.ts';
import { ANA, OBJECT, policy, READ, say } from './testing/cases-by-page.ts';

const request = { principal: ANA, action: 's3:GetObject', resource: OBJECT };

describe('evaluateCases', () => {
  it('answers each case in the fixed shape', () => {
    expect(evaluateCases([{ id: 'a', request, identityPolicies: [READ] }])).toEqual([
      {
        id: 'a',
        verdict: 'allow',
        kind: 'explicit',
        because: [
          `Statement 1 of identity policy 1 allows s3:GetObject on ${OBJECT}.`,
          `Which account owns ${OBJECT} is not known; it is taken to be 111122223333.`,
        ],
        conditions: [],
      },
    ]);
  });

  it('answers the others when one is malformed', () => {
    const answers = evaluateCases([
      {
        id: 1,
        request,
        identityPolicies: [
          { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', Condition: { Odd: {} } }] },
        ],
      },
      { id: 2, request },
      'three',
      { id: 4, request: { ...request, principal: 'ana' } },
    ]);
    expect(answers).toMatchObject([
      {
        id: 1,
        error: {
          code: 'input-refused',
          message: 'identity policy 1: /Statement/0/Condition/Odd: there is no condition operator "Odd"',
        },
      },
      { id: 2, verdict: 'deny', kind: 'implicit' },
      { id: null, error: { code: 'input-refused', message: 'A case is a JSON object.' } },
      { id: 4, error: { code: 'input-refused' } },
    ]);
  });

  it.each([
    ['no request', {}, '/request: expected an object.'],
    ['no action', { request: { ...request, action: undefined } }, '/request/action: expected text.'],
    [
      'a pattern for an action',
      { request: { ...request, action: 's3:*' } },
      '/request/action: "s3:*" is not an action: a service, a colon and a name.',
    ],
    [
      'a misspelt request member',
      { request: { ...request, contexts: {} } },
      '/request/contexts: there is no such member; did you mean "context"?',
    ],
    [
      'a request member that is none',
      { request: { ...request, expected: 'allow' } },
      '/request/expected: there is no such member.',
    ],
    [
      'a misspelt policy member',
      { request, identityPolicy: [READ] },
      '/identityPolicy: there is no such member; did you mean "identityPolicies"?',
    ],
    [
      'a policy member with letters turned about',
      { request, permisionBoundry: READ },
      '/permisionBoundry: there is no such member; did you mean "permissionBoundary"?',
    ],
    [
      'the context outside of the request',
      { request, context: { 'aws:SourceVpc': 'vpc-1' } },
      '/context: there is no such member; did you mean "/request/context"?',
    ],
    [
      'policies that are no list',
      { request, identityPolicies: READ },
      '/identityPolicies: expected a list of policies.',
    ],
    [
      'levels that are no lists',
      { request, serviceControlPolicies: [READ] },
      '/serviceControlPolicies/0: a level is a list of policies.',
    ],
    [
      'a context value that is an object',
      { request: { ...request, context: { 'aws:a/b': {} } } },
      '/request/context/aws:a~1b: expected text or a list of texts.',
    ],
    [
      'an account that is none',
      { request: { ...request, resourceAccount: '12' } },
      '/request/resourceAccount: expected an account id of 12 digits, as text.',
    ],
    [
      'unknownContext that is text',
      { request, unknownContext: 'yes' },
      '/unknownContext: expected true or false.',
    ],
  ])('refuses %s', (_, one, message) => {
    expect(evaluateCases([{ id: 'x', ...one }])).toEqual([
      { id: 'x', error: { code: 'input-refused', message } },
    ]);
  });

  it('lets notes beside a case be', () => {
    expect(evaluateCases([{ id: 1, name: 'a note', expected: 'deny', request }])).toMatchObject([
      { verdict: 'deny' },
    ]);
  });

  it('is conditional only when the context is said to be unknown', () => {
    const identityPolicies = [
      policy(say('+', 's3:*', '*', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } })),
    ];
    expect(
      evaluateCases([
        { id: 1, request, identityPolicies },
        { id: 2, request, identityPolicies, unknownContext: true },
      ]),
    ).toMatchObject([
      { id: 1, verdict: 'deny', conditions: [] },
      { id: 2, verdict: 'conditional', conditions: ['MFA is present (aws:MultiFactorAuthPresent is true)'] },
    ]);
  });

  it('answers whatever stands in a case, and throws for nothing in it', () => {
    const names = fc.constantFrom(
      'Statement',
      'Effect',
      'Action',
      'Resource',
      'Principal',
      'Condition',
      '__proto__',
      'StringLike',
      'AWS',
    );
    const leaf = fc.constantFrom<unknown>(
      'Allow',
      'Deny',
      '*',
      's3:*',
      's3:${',
      '${aws:username}',
      'arn:aws:s3:::x',
      5,
      true,
      null,
      '',
    );
    const { json } = fc.letrec<{ json: unknown }>((tie) => ({
      json: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.array(tie('json'), { maxLength: 2 }),
        fc.dictionary(names, tie('json'), { maxKeys: 5 }),
      ),
    }));
    fc.assert(
      fc.property(json, json, json, fc.boolean(), (identity, resourcePolicy, context, unknownContext) => {
        const one = {
          id: 1,
          request: { ...request, context },
          identityPolicies: [identity],
          resourcePolicy,
          unknownContext,
        };
        const [answer] = evaluateCases([one]);
        expect(answer).toHaveProperty(answer !== undefined && 'error' in answer ? 'error.code' : 'verdict');
        const { policy: lenient } = compilePolicyLenient({
          document: identity as Json,
          ref: null,
          name: 'odd',
        });
        expect(evaluate(request, { identity: [lenient], resource: lenient }).because.length).toBeGreaterThan(
          0,
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('takes no note for a policy', () => {
    const notes = {
      expected: 'allow',
      description: 'reads one object',
      note: '',
      comment: 'policy of the contractor',
      source: 'https://example.com',
      expectedKind: 'explicit',
      policyNote: 'inline',
      tags: [],
    };
    expect(evaluateCases([{ id: 1, request, identityPolicies: [READ], ...notes }])).toMatchObject([
      { id: 1, verdict: 'allow' },
    ]);
  });

  it('refuses input that is no list', () => {
    expect(() => evaluateCases({ id: 1, request })).toThrow('The input is not an array of cases.');
  });
});
