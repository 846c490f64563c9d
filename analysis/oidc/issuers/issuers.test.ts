import { describe, expect, it } from 'vitest';
import { answer, aws, because, GITHUB } from '../testing/one-case.ts';
import { issuerOf } from './registry.ts';

// Shapes of subjects from each issuer's own documentation; see `references` of the issuers.
const TERRAFORM = 'https://app.terraform.io';
const CIRCLE = 'https://oidc.circleci.com/org/0b1c2d3e-0000-4000-8000-000000000001';
const ORG = '0b1c2d3e-0000-4000-8000-000000000001';
const BUILDKITE = 'https://agent.buildkite.com';
const BITBUCKET = 'https://api.bitbucket.org/2.0/workspaces/larkfield/pipelines-config/identity/oidc';
const EKS = 'https://oidc.eks.eu-central-1.amazonaws.com/id/1A2B3C4D5E6F708192A3B4C5D6E7F809';

describe('subjects of other issuers', () => {
  it.each([
    [
      'https://gitlab.com',
      'project_path:acme/shop:ref_type:branch:ref:main',
      'project_path:acme/shop:ref_type:branch:ref:main',
      'allow safe',
    ],
    [
      'https://gitlab.com',
      'project_path:acme/shop:ref_type:branch:ref:dev',
      'project_path:acme/shop:ref_type:branch:ref:*',
      'allow loose',
    ],
    [
      'https://gitlab.com',
      'project_path:acme/shop:ref_type:tag:ref:v1',
      'project_path:acme/shop:*',
      'allow loose',
    ],
    [
      'https://gitlab.com',
      'project_path:acme/other:ref_type:branch:ref:main',
      'project_path:acme/*',
      'allow loose',
    ],
    [
      'https://gitlab.com',
      'project_path:acme-evil/x:ref_type:branch:ref:main',
      'project_path:acme*',
      'allow dangerous',
    ],
    [
      'https://gitlab.com',
      'project_path:evil/x:ref_type:branch:ref:main',
      '*:ref_type:branch:ref:main',
      'allow dangerous',
    ],
    [
      TERRAFORM,
      'organization:acme:project:core:workspace:net:run_phase:apply',
      'organization:acme:project:core:workspace:net:run_phase:apply',
      'allow safe',
    ],
    [
      TERRAFORM,
      'organization:acme:project:core:workspace:net:run_phase:plan',
      'organization:acme:project:core:workspace:net:run_phase:*',
      'allow loose',
    ],
    [
      TERRAFORM,
      'organization:acme:project:core:workspace:net:run_phase:apply',
      'organization:acme:project:core:workspace:net:run_phase:plan',
      'deny loose',
    ],
    [
      TERRAFORM,
      'organization:acme:project:x:workspace:y:run_phase:apply',
      'organization:acme:project:*:workspace:*:run_phase:apply',
      'allow loose',
    ],
    [
      TERRAFORM,
      'organization:acme-evil:project:x:workspace:y:run_phase:apply',
      'organization:acme*',
      'allow dangerous',
    ],
    [CIRCLE, `org/${ORG}/project/p1/user/u1`, `org/${ORG}/project/p1/user/u1`, 'allow safe'],
    [CIRCLE, `org/${ORG}/project/p1/user/u1`, `org/${ORG}/project/p1/user/*`, 'allow loose'],
    [CIRCLE, `org/${ORG}/project/p2/user/u1`, `org/${ORG}/project/*`, 'allow loose'],
    [
      BUILDKITE,
      'organization:acme:pipeline:web:ref:refs/heads/main:commit:9f3182061f1e2cca4702c368cbc039b7dc9d4485:step:build',
      'organization:acme:pipeline:web:ref:refs/heads/main:commit:*:step:*',
      'allow safe',
    ],
    [
      BUILDKITE,
      'organization:acme:pipeline:web:ref:refs/heads/x:commit:9f3182061f1e2cca4702c368cbc039b7dc9d4485:step:build',
      'organization:acme:pipeline:web:*',
      'allow loose',
    ],
    [
      BUILDKITE,
      'organization:acme:pipeline:api:ref:refs/heads/x:commit:1:step:s',
      'organization:acme:*',
      'allow loose',
    ],
    [
      BUILDKITE,
      'organization:evil:pipeline:web:ref:refs/heads/main:commit:1:step:s',
      'organization:*:pipeline:web:ref:refs/heads/main:*',
      'allow dangerous',
    ],
    [BITBUCKET, '{r1}:{env1}:{step1}', '{r1}:{env1}:*', 'allow safe'],
    [BITBUCKET, '{r1}:{step1}', '{r1}:*', 'allow loose'],
    [BITBUCKET, '{r2}:{step1}', '*', 'allow loose'],
    [EKS, 'system:serviceaccount:payments:api', 'system:serviceaccount:payments:api', 'allow safe'],
    [EKS, 'system:serviceaccount:payments:other', 'system:serviceaccount:payments:*', 'allow loose'],
    [EKS, 'system:serviceaccount:evil:api', 'system:serviceaccount:*:api', 'allow dangerous'],
    [EKS, 'system:serviceaccount:payments-evil:api', 'system:serviceaccount:payments*', 'allow dangerous'],
    ['https://idp.example.com', 'alice', 'alice', 'allow safe'],
    ['https://idp.example.com', 'bob', '*', 'allow dangerous'],
  ])('%s: %s against %s', (issuer, sub, pattern, expected) => {
    expect(answer(issuer, { sub }, aws(issuer, { StringLike: { sub: pattern } }))).toBe(expected);
  });

  it('is told by the URL alone', () => {
    expect(issuerOf(`${GITHUB}/acme-inc`).id).toBe('github');
    expect(issuerOf('https://token.actions.acme.ghe.com').id).toBe('github');
    expect(issuerOf('https://github.example.com/_services/token/').id).toBe('github');
    expect(issuerOf('https://gitlab.example.com').id).toBe('gitlab');
    expect(issuerOf(EKS).id).toBe('kubernetes');
    expect(issuerOf('https://token.actions.githubusercontent.com.evil.example').id).toBe('other');
  });
});

describe('subjects of GitHub that trusts leave open', () => {
  const like = (sub: string) => aws(GITHUB, { StringLike: { sub } });
  const token = { sub: 'repo:octo-org/octo-repo:ref:refs/heads/main', repository: 'octo-org/octo-repo' };
  it.each([
    ['repo:octo-org/*', 'allow dangerous'],
    ['repo:octo-org/octo-*', 'allow loose'],
    ['repo:octo-org/octo-repo*', 'allow loose'],
    ['repo:octo*', 'allow dangerous'],
    ['repo:octo-or?/octo-repo:ref:refs/heads/main', 'allow dangerous'],
    ['*:ref:refs/heads/main', 'allow dangerous'],
    ['repo:octo-org/*:ref:refs/heads/main', 'allow dangerous'],
    ['repo:*/octo-repo:ref:refs/heads/main', 'allow dangerous'],
    ['*', 'allow dangerous'],
    ['repo:octo-org@*/octo-repo@*:ref:refs/heads/main', 'deny safe'],
    ['repo:octo-org@1/*', 'deny dangerous'],
    ['repo:octo-org/octo-repo:environment:*', 'deny loose'],
    ['repo:octo-org/octo-repo:ref:refs/tags/v1', 'deny safe'],
    ['repository_owner_id:1:environment:prod', 'deny dangerous'],
  ])('%s', (sub, expected) => {
    expect(answer(GITHUB, token, like(sub))).toBe(expected);
  });

  it('names the key that AWS does not know, and the set operator that a missing claim passes', () => {
    const misspelt = aws(GITHUB, { 'ForAllValues:StringEquals': { subject: 'x' } });
    expect(answer(GITHUB, token, misspelt)).toBe('allow dangerous');
    expect(because(GITHUB, token, misspelt)).toContain('is no key that AWS knows');
    const owner = aws(GITHUB, { StringEquals: { repository_owner: 'octo-org' } });
    expect(answer(GITHUB, { ...token, repository_owner: 'octo-org' }, owner)).toBe('deny safe');
    const optional = aws(GITHUB, { StringEqualsIfExists: { environment: 'prod' } });
    expect(answer(GITHUB, token, optional)).toBe('allow dangerous');
  });

  it('a denial of all others narrows as an allowance does', () => {
    const trust = {
      aws: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRoleWithWebIdentity' },
          {
            Effect: 'Deny',
            Principal: '*',
            Action: 'sts:*',
            Condition: {
              StringNotLike: { 'token.actions.githubusercontent.com:sub': 'repo:octo-org/octo-repo:*' },
            },
          },
        ],
      },
    };
    expect(answer(GITHUB, token, trust)).toBe('allow loose');
    expect(answer(GITHUB, { sub: 'repo:evil/x:pull_request' }, trust)).toBe('deny loose');
  });

  it('answers a case that is none with an error of its own', () => {
    expect(answer('nowhere', token, like('*'))).toContain('/issuer');
    expect(answer(GITHUB, token, {})).toContain('/trust');
    expect(answer(GITHUB, token, { aws: { Statement: [] }, gcp: {} })).toContain('/trust');
    expect(answer(GITHUB, token, { aws: { Version: '2012-10-17' } })).toContain('Statement');
    expect(answer(GITHUB, [] as never, like('*'))).toContain('/claims');
  });
});
