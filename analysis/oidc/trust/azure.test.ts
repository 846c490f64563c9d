import { describe, expect, it } from 'vitest';
import { answer, because, GITHUB } from '../testing/one-case.ts';
import { parseClaimsExpression } from './claims-expression.ts';

// Cases from "Flexible federated identity credentials" and "Configure an app to trust an external identity provider".
const AUD = 'api://AzureADTokenExchange';
const MAIN = 'repo:contoso/contoso-repo:ref:refs/heads/main';
const token = (sub: string, more = {}) => ({ iss: GITHUB, sub, aud: AUD, ...more });
const exact = (subject: string, more = {}) => ({
  azure: { subject, issuer: GITHUB, audiences: [AUD], ...more },
});
const flexible = (claimsMatchingExpression: string) => ({
  azure: { claimsMatchingExpression, subject: null, issuer: GITHUB, audiences: [AUD] },
});

describe('federated credentials of Azure', () => {
  it.each([
    ['the same subject', token(MAIN), exact(MAIN), 'allow safe'],
    ['another branch', token('repo:contoso/contoso-repo:ref:refs/heads/dev'), exact(MAIN), 'deny safe'],
    ['another case of letters', token(MAIN.replace('contoso', 'Contoso')), exact(MAIN), 'deny safe'],
    ['another audience', { ...token(MAIN), aud: 'sts.amazonaws.com' }, exact(MAIN), 'deny safe'],
    ['one of several audiences', { ...token(MAIN), aud: ['x', AUD] }, exact(MAIN), 'allow safe'],
    ['the issuer with a slash more', token(MAIN), exact(MAIN, { issuer: `${GITHUB}/` }), 'deny safe'],
    ['a star, which is a letter like others', token(MAIN), exact('repo:contoso/contoso-repo:*'), 'deny safe'],
    [
      'pull requests by name',
      token('repo:contoso/r:pull_request'),
      exact('repo:contoso/r:pull_request'),
      'allow loose',
    ],
    ['a token without a subject', { iss: GITHUB, aud: AUD }, exact(MAIN), 'deny safe'],
  ])('%s', (_, claims, trust, expected) => {
    expect(answer(GITHUB, claims, trust)).toBe(expected);
  });

  it.each([
    ["claims['sub'] matches 'repo:contoso/contoso-repo:ref:refs/heads/*'", token(MAIN), 'allow loose'],
    [
      "claims['sub'] matches 'repo:contoso/contoso-repo-*:ref:refs/heads/????'",
      token('repo:contoso/contoso-repo-a:ref:refs/heads/main'),
      'allow loose',
    ],
    ["claims['sub'] matches 'repo:contoso/contoso-repo:ref:refs/heads/???'", token(MAIN), 'deny loose'],
    ["claims['sub'] eq 'repo:contoso/contoso-repo:ref:refs/heads/main'", token(MAIN), 'allow safe'],
    ["claims['sub'] eq 'repo:contoso/*'", token(MAIN), 'deny safe'],
    [
      "claims['sub'] matches 'repo:contoso/*' and claims['repository_owner_id'] eq '123456'",
      token(MAIN, { repository_owner_id: '123456' }),
      'allow dangerous',
    ],
    [
      `claims['sub'] eq '${MAIN}' and claims['job_workflow_ref'] matches 'foo-org/bar-repo/.github/workflows/*@refs/heads/main'`,
      token(MAIN, { job_workflow_ref: 'foo-org/bar-repo/.github/workflows/a.yml@refs/heads/main' }),
      'allow safe',
    ],
    [
      `claims['sub'] eq '${MAIN}' and claims['job_workflow_ref'] matches 'foo-org/*'`,
      token(MAIN),
      'deny safe',
    ],
    ["claims['sub'] matches '*'", token(MAIN), 'allow dangerous'],
  ])('%s', (expression, claims, expected) => {
    expect(answer(GITHUB, claims, flexible(expression))).toBe(expected);
  });

  it('says which part does not fit', () => {
    expect(because(GITHUB, token('repo:o/r:pull_request'), exact(MAIN))).toContain(
      'sub is "repo:o/r:pull_request"',
    );
  });

  it.each([
    ["claims['sub'] is 'x'", 'column 14: expected eq or matches'],
    ["claims['sub'] eq x", 'column 18: expected a text in single quotes'],
    ["claims['sub']  eq 'x'", 'column 14: expected eq or matches'],
    ["claims['sub'] eq 'x' or claims['sub'] eq 'y'", 'column 21: expected "and"'],
    ['claims["sub"] eq \'x\'', 'column 1: expected a claim'],
    ["claims['sub'] eq 'x' and ", 'column 21: expected "and"'],
  ])('refuses %s', (expression, message) => {
    expect(answer(GITHUB, token(MAIN), flexible(expression))).toContain(message);
  });

  it('refuses a credential with both a subject and an expression, and one with neither', () => {
    const both = {
      azure: {
        subject: 'x',
        claimsMatchingExpression: "claims['sub'] eq 'x'",
        issuer: GITHUB,
        audiences: [AUD],
      },
    };
    expect(answer(GITHUB, token(MAIN), both)).toContain('exactly one');
    expect(answer(GITHUB, token(MAIN), { azure: { issuer: GITHUB, audiences: [AUD] } })).toContain(
      'exactly one',
    );
    expect(answer(GITHUB, token(MAIN), { azure: { subject: 'x', issuer: GITHUB } })).toContain('audiences');
  });

  it('takes a doubled quote for one', () => {
    expect(parseClaimsExpression("claims['sub'] eq 'o''brien'")).toEqual([
      { claim: 'sub', operator: 'eq', comparand: "o'brien" },
    ]);
  });
});
