// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables are written like that.
import { describe, expect, it } from 'vitest';
import { evaluateCases } from './cases.ts';
import {
  ANA,
  APP,
  BEN,
  FULL,
  grant,
  HERE,
  KEY,
  OUTSIDER,
  page,
  policy,
  ROOT,
  RUN,
  say,
  THERE,
} from './testing/cases-by-page.ts';

/*
 * Expected answers were taken from the documentation's sentences before anything was run.
 * Pages: docs.aws.amazon.com/IAM/latest/UserGuide/…, unless another guide is named.
 */

function identity(...statements: object[]) {
  return { identityPolicies: [policy(...statements)] };
}

const BUCKET = 'arn:aws:s3:::data';

page('reference_policies_elements_action.html and …_notaction.html', [
  {
    says: 'actions are not case-sensitive',
    policies: identity(say('+', 'S3:gEtObJect', '*')),
    answer: 'allow',
  },
  { says: 'a star within a name', policies: identity(say('+', 's3:*Object', '*')), answer: 'allow' },
  { says: 'a question mark', policies: identity(say('+', 's3:Get?bject', '*')), answer: 'allow' },
  {
    says: 'a question mark is one character',
    policies: identity(say('+', 's3:GetObject?', '*')),
    answer: 'deny',
  },
  {
    says: 'a prefix is no match without a star',
    policies: identity(say('+', 's3:Get', '*')),
    answer: 'deny',
  },
  { says: 'another service', policies: identity(say('+', 's3express:*', '*')), answer: 'deny' },
  {
    says: 'NotAction allows the rest',
    policies: identity({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }),
    answer: 'allow',
  },
  {
    says: 'and not what it names',
    policies: identity({ Effect: 'Allow', NotAction: ['iam:*', 's3:Get*'], Resource: '*' }),
    answer: 'deny',
  },
  {
    says: 'NotAction with Deny denies all but what it names',
    policies: identity(say('+', '*', '*'), { Effect: 'Deny', NotAction: 'iam:*', Resource: '*' }),
    answer: 'explicit deny',
  },
  {
    says: 'and leaves what it names',
    policies: identity(say('+', '*', '*'), { Effect: 'Deny', NotAction: 's3:*', Resource: '*' }),
    answer: 'allow',
  },
]);

page('reference_policies_elements_resource.html and …_notresource.html', [
  {
    says: 'resources are case-sensitive',
    policies: identity(say('+', 's3:*', 'arn:aws:s3:::Data/*')),
    answer: 'deny',
  },
  { says: 'a bucket is not its objects', policies: identity(say('+', 's3:*', BUCKET)), answer: 'deny' },
  {
    says: 'objects are not their bucket',
    action: 's3:ListBucket',
    resource: BUCKET,
    resourceAccount: HERE,
    policies: identity(say('+', 's3:*', `${BUCKET}/*`)),
    answer: 'deny',
  },
  {
    says: 'a star runs over slashes',
    resource: `${BUCKET}/1/2/test/o.jpg`,
    resourceAccount: HERE,
    policies: identity(say('+', 's3:*', `${BUCKET}/*/test/*`)),
    answer: 'allow',
  },
  {
    says: 'a segment must be there',
    resource: `${BUCKET}/1-test/o.jpg`,
    resourceAccount: HERE,
    policies: identity(say('+', 's3:*', `${BUCKET}/*/test/*`)),
    answer: 'deny',
  },
  {
    says: 'nothing between two slashes is something',
    resource: `${BUCKET}//test/o.jpg`,
    resourceAccount: HERE,
    policies: identity(say('+', 's3:*', `${BUCKET}/*/test/*`)),
    answer: 'allow',
  },
  {
    says: 'a question mark in a resource',
    policies: identity(say('+', 's3:*', 'arn:aws:s3:::d?ta/report.???')),
    answer: 'allow',
  },
  {
    says: 'a star at the end of a segment goes past colons',
    action: 'logs:PutLogEvents',
    resource: `arn:aws:logs:eu-west-1:${HERE}:log-group:app:log-stream:one`,
    policies: identity(say('+', 'logs:*', `arn:aws:logs:*:${HERE}:log-group:app*`)),
    answer: 'allow',
  },
  {
    says: 'another account in the ARN',
    action: 'sqs:SendMessage',
    resource: `arn:aws:sqs:eu-west-1:${HERE}:jobs`,
    policies: identity(say('+', 'sqs:*', `arn:aws:sqs:*:${THERE}:*`)),
    answer: 'deny',
  },
  {
    says: 'NotResource with Deny denies all others',
    policies: identity(say('+', '*', '*'), {
      Effect: 'Deny',
      Action: 's3:*',
      NotResource: ['arn:aws:s3:::home', 'arn:aws:s3:::home/*'],
    }),
    answer: 'explicit deny',
  },
  {
    says: 'and leaves what it names',
    policies: identity(say('+', '*', '*'), {
      Effect: 'Deny',
      Action: 's3:*',
      NotResource: [BUCKET, `${BUCKET}/*`],
    }),
    answer: 'allow',
  },
  {
    says: 'NotResource with Allow',
    policies: identity({ Effect: 'Allow', Action: 's3:*', NotResource: 'arn:aws:s3:::home/*' }),
    answer: 'allow',
  },
]);

function byPolicy(principal: unknown, more: object = {}) {
  return { resourcePolicy: grant(principal, 's3:GetObject', { Resource: `${BUCKET}/*`, ...more }) };
}
const UNIQUE = 'AIDAEXAMPLEEXAMPLE123';
const CANONICAL = '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be';

page('reference_policies_elements_principal.html', [
  {
    says: "'*' is everyone, anonymous too",
    principal: 'anonymous',
    policies: byPolicy('*'),
    answer: 'allow',
  },
  {
    says: '{"AWS":"*"} is the same',
    principal: 'anonymous',
    policies: byPolicy({ AWS: '*' }),
    answer: 'allow',
  },
  {
    says: 'naming an account is not naming anyone without one',
    principal: 'anonymous',
    policies: byPolicy({ AWS: HERE }),
    answer: 'deny',
  },
  {
    says: 'an account id and its root ARN are the same (id)',
    principal: OUTSIDER,
    policies: { ...byPolicy({ AWS: THERE }), ...identity(say('+', 's3:*', '*')) },
    answer: 'allow',
  },
  {
    says: 'an account id and its root ARN are the same (ARN)',
    principal: OUTSIDER,
    policies: { ...byPolicy({ AWS: `arn:aws:iam::${THERE}:root` }), ...identity(say('+', 's3:*', '*')) },
    answer: 'allow',
  },
  {
    says: 'a wildcard as part of a name or ARN matches nobody',
    policies: byPolicy({ AWS: `arn:aws:iam::${HERE}:user/*` }),
    answer: 'deny',
  },
  {
    says: 'names of principals are case-sensitive',
    policies: byPolicy({ AWS: `arn:aws:iam::${HERE}:user/Ana` }),
    answer: 'deny',
  },
  {
    says: 'the id of a deleted user does not match a new one of the same name',
    policies: byPolicy({ AWS: UNIQUE }),
    answer: 'deny',
  },
  {
    says: "a role's ARN stands for its sessions",
    principal: RUN,
    policies: byPolicy({ AWS: APP }),
    answer: 'allow',
  },
  {
    says: 'a service',
    principal: 'delivery.logs.amazonaws.com',
    policies: byPolicy({ Service: 'delivery.logs.amazonaws.com' }),
    answer: 'allow',
  },
  {
    says: 'another service',
    principal: 'lambda.amazonaws.com',
    policies: byPolicy({ Service: ['delivery.logs.amazonaws.com', 'sns.amazonaws.com'] }),
    answer: 'deny',
  },
  { says: 'a service is no user', policies: byPolicy({ Service: 's3.amazonaws.com' }), answer: 'deny' },
  {
    says: 'one of several kinds',
    policies: byPolicy({ Service: 's3.amazonaws.com', AWS: [BEN, ANA] }),
    answer: 'allow',
  },
  {
    says: 'a canonical user id stands for an account nobody can tell: no grant',
    policies: byPolicy({ CanonicalUser: CANONICAL }),
    answer: 'deny',
  },
  {
    says: "Deny for a role's ARN denies its sessions",
    principal: RUN,
    policies: {
      ...identity(say('+', '*', '*')),
      resourcePolicy: policy(say('-', 's3:*', '*', { Principal: { AWS: APP } })),
    },
    answer: 'explicit deny',
  },
  {
    says: 'Deny for an account denies all of its principals',
    policies: {
      ...identity(say('+', '*', '*')),
      resourcePolicy: policy(say('-', 's3:*', '*', { Principal: { AWS: ROOT } })),
    },
    answer: 'explicit deny',
  },
  {
    says: 'Deny for one session leaves the others',
    principal: RUN,
    policies: {
      ...identity(say('+', '*', '*')),
      resourcePolicy: policy(
        say('-', 's3:*', '*', { Principal: { AWS: `arn:aws:sts::${HERE}:assumed-role/app/other` } }),
      ),
    },
    answer: 'allow',
  },
  {
    says: 'everyone under a condition on the account',
    principal: OUTSIDER,
    policies: {
      ...identity(say('+', 's3:*', '*')),
      ...byPolicy('*', { Condition: { StringEquals: { 'aws:PrincipalAccount': HERE } } }),
    },
    answer: 'deny',
  },
  {
    says: 'everyone under a condition on the role is limited by no boundary (…_policy-eval-basics.html, IAM role)',
    principal: RUN,
    policies: {
      permissionBoundary: policy(say('+', 'ec2:*', '*')),
      ...byPolicy('*', { Condition: { ArnEquals: { 'aws:PrincipalArn': APP } } }),
    },
    answer: 'allow',
  },
]);

function allBut(principals: string[]) {
  return {
    ...identity(say('+', '*', '*')),
    resourcePolicy: policy({
      Effect: 'Deny',
      NotPrincipal: { AWS: principals },
      Action: 's3:*',
      Resource: '*',
    }),
  };
}

page('reference_policies_elements_notprincipal.html', [
  {
    says: 'Deny for all but a user and its account: the user',
    policies: allBut([ANA, ROOT]),
    answer: 'allow',
  },
  {
    says: 'Deny for all but a user and its account: one of another account',
    principal: OUTSIDER,
    policies: allBut([ANA, ROOT]),
    answer: 'explicit deny',
  },
  {
    says: 'Deny for all but role, session and account: the session',
    principal: RUN,
    policies: allBut([APP, RUN, ROOT]),
    answer: 'allow',
  },
  { says: 'Deny for all but another user', policies: allBut([BEN, ROOT]), answer: 'explicit deny' },
]);

const DECRYPT = { action: 'kms:Decrypt', resource: KEY };

page('kms/latest/developerguide/key-policies.html', [
  {
    ...DECRYPT,
    says: 'without the key policy nobody, not the root user either',
    principal: ROOT,
    policies: {},
    answer: 'deny',
  },
  {
    ...DECRYPT,
    says: 'identity policies alone do not do',
    policies: {
      ...identity(say('+', 'kms:*', '*')),
      resourcePolicy: grant({ AWS: BEN }, 'kms:*', { Resource: '*' }),
    },
    answer: 'deny',
  },
  {
    ...DECRYPT,
    says: 'the default statement enables identity policies',
    policies: {
      ...identity(say('+', 'kms:*', '*')),
      resourcePolicy: grant({ AWS: ROOT }, 'kms:*', { Resource: '*' }),
    },
    answer: 'allow',
  },
  {
    ...DECRYPT,
    says: 'but gives nobody anything',
    policies: { resourcePolicy: grant({ AWS: ROOT }, 'kms:*', { Resource: '*' }) },
    answer: 'deny',
  },
  {
    ...DECRYPT,
    says: 'a key policy that names the user is enough',
    policies: { resourcePolicy: grant({ AWS: ANA }, 'kms:Decrypt', { Resource: '*' }) },
    answer: 'allow',
  },
  {
    ...DECRYPT,
    says: "a key policy that names a session's role is enough",
    principal: RUN,
    policies: { resourcePolicy: grant({ AWS: APP }, 'kms:Decrypt', { Resource: '*' }) },
    answer: 'allow',
  },
  {
    ...DECRYPT,
    says: 'another account needs both: key policy only',
    principal: OUTSIDER,
    policies: { resourcePolicy: grant({ AWS: OUTSIDER }, 'kms:Decrypt', { Resource: '*' }) },
    answer: 'deny',
  },
  {
    ...DECRYPT,
    says: 'another account needs both',
    principal: OUTSIDER,
    policies: {
      ...identity(say('+', 'kms:Decrypt', KEY)),
      resourcePolicy: grant({ AWS: THERE }, 'kms:Decrypt', { Resource: '*' }),
    },
    answer: 'allow',
  },
  {
    says: 'an action without a key asks for no key policy',
    action: 'kms:ListKeys',
    resource: '*',
    policies: identity(say('+', 'kms:ListKeys', '*')),
    answer: 'allow',
  },
  {
    says: 'the default statement for the root user',
    ...DECRYPT,
    principal: ROOT,
    policies: { resourcePolicy: grant({ AWS: ROOT }, 'kms:*', { Resource: '*' }) },
    answer: 'allow',
  },
]);

const ASSUME = { action: 'sts:AssumeRole', resource: APP };
const OIDC = `arn:aws:iam::${HERE}:oidc-provider/token.actions.githubusercontent.com`;
const SAML = `arn:aws:iam::${HERE}:saml-provider/ExampleIdP`;
const asks = identity(say('+', 'sts:AssumeRole', APP));
const WEB_TRUST = {
  resourcePolicy: policy({
    Effect: 'Allow',
    Principal: { Federated: OIDC },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
      StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:example/app:ref:refs/heads/*' },
    },
  }),
};
const claims = (sub: string) => ({
  'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
  'token.actions.githubusercontent.com:sub': sub,
});
const trust = (principal: unknown, more: object = {}) => ({
  resourcePolicy: grant(principal, 'sts:AssumeRole', more),
});

page('STS AssumeRole, id_roles_create_for-user_externalid.html, id_session-tags.html', [
  { ...ASSUME, says: 'identity policies alone do not do', policies: asks, answer: 'deny' },
  {
    ...ASSUME,
    says: 'a trust that names the user is enough in one account',
    policies: trust({ AWS: ANA }),
    answer: 'allow',
  },
  {
    ...ASSUME,
    says: 'a trust that names the account is not',
    policies: trust({ AWS: ROOT }),
    answer: 'deny',
  },
  {
    ...ASSUME,
    says: 'a trust that names the account, and an identity policy',
    policies: { ...asks, ...trust({ AWS: HERE }) },
    answer: 'allow',
  },
  {
    ...ASSUME,
    says: 'from another account, trust only',
    principal: OUTSIDER,
    policies: trust({ AWS: OUTSIDER }),
    answer: 'deny',
  },
  {
    ...ASSUME,
    says: 'from another account, both',
    principal: OUTSIDER,
    policies: { ...asks, ...trust({ AWS: THERE }) },
    answer: 'allow',
  },
  {
    ...ASSUME,
    says: 'a deny of its own stops a user whom the trust names',
    policies: { ...identity(say('-', 'sts:*', '*')), ...trust({ AWS: ANA }) },
    answer: 'explicit deny',
  },
  {
    ...ASSUME,
    says: 'the root user may assume no role',
    principal: ROOT,
    policies: trust({ AWS: ROOT }),
    answer: 'deny',
  },
  {
    ...ASSUME,
    says: 'the external id is right',
    principal: OUTSIDER,
    context: { 'sts:ExternalId': '12345' },
    policies: {
      ...asks,
      ...trust({ AWS: THERE }, { Condition: { StringEquals: { 'sts:ExternalId': '12345' } } }),
    },
    answer: 'allow',
  },
  {
    ...ASSUME,
    says: 'the external id is wrong',
    principal: OUTSIDER,
    context: { 'sts:ExternalId': '54321' },
    policies: {
      ...asks,
      ...trust({ AWS: THERE }, { Condition: { StringEquals: { 'sts:ExternalId': '12345' } } }),
    },
    answer: 'deny',
  },
  {
    ...ASSUME,
    says: 'the external id is not given',
    principal: OUTSIDER,
    policies: {
      ...asks,
      ...trust({ AWS: THERE }, { Condition: { StringEquals: { 'sts:ExternalId': '12345' } } }),
    },
    answer: 'deny',
  },
  {
    ...ASSUME,
    says: 'a role does not trust itself unless its trust says so',
    principal: RUN,
    policies: asks,
    answer: 'deny',
  },
  {
    ...ASSUME,
    says: 'session tags need sts:TagSession in the trust',
    action: 'sts:TagSession',
    policies: { ...identity(say('+', 'sts:*', '*')), ...trust({ AWS: ROOT }) },
    answer: 'deny',
  },
  {
    ...ASSUME,
    says: 'and have it',
    action: 'sts:TagSession',
    policies: {
      ...identity(say('+', 'sts:*', '*')),
      resourcePolicy: policy({
        Effect: 'Allow',
        Principal: { AWS: ROOT },
        Action: ['sts:AssumeRole', 'sts:TagSession'],
      }),
    },
    answer: 'allow',
  },
  {
    ...ASSUME,
    says: 'a service',
    principal: 'ec2.amazonaws.com',
    policies: trust({ Service: 'ec2.amazonaws.com' }),
    answer: 'allow',
  },
  {
    ...ASSUME,
    says: 'a service that is not trusted',
    principal: 'lambda.amazonaws.com',
    policies: trust({ Service: 'ec2.amazonaws.com' }),
    answer: 'deny',
  },
  {
    says: 'a token of the right repository',
    action: 'sts:AssumeRoleWithWebIdentity',
    resource: APP,
    principal: OIDC,
    context: claims('repo:example/app:ref:refs/heads/main'),
    policies: WEB_TRUST,
    answer: 'allow',
  },
  {
    says: 'a token of a pull request',
    action: 'sts:AssumeRoleWithWebIdentity',
    resource: APP,
    principal: OIDC,
    context: claims('repo:example/app:pull_request'),
    policies: WEB_TRUST,
    answer: 'deny',
  },
  {
    says: 'a token of another issuer',
    action: 'sts:AssumeRoleWithWebIdentity',
    resource: APP,
    principal: `arn:aws:iam::${HERE}:oidc-provider/gitlab.com`,
    context: claims('repo:example/app:ref:refs/heads/main'),
    policies: WEB_TRUST,
    answer: 'deny',
  },
  {
    says: 'a token does not do for AssumeRole',
    action: 'sts:AssumeRole',
    resource: APP,
    principal: OIDC,
    context: claims('repo:example/app:ref:refs/heads/main'),
    policies: WEB_TRUST,
    answer: 'deny',
  },
  {
    says: 'SAML with its audience',
    action: 'sts:AssumeRoleWithSAML',
    resource: APP,
    principal: SAML,
    context: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' },
    policies: {
      resourcePolicy: grant({ Federated: SAML }, 'sts:AssumeRoleWithSAML', {
        Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
      }),
    },
    answer: 'allow',
  },
  {
    says: 'an IAM user is no federated principal',
    action: 'sts:AssumeRoleWithWebIdentity',
    resource: APP,
    context: claims('repo:example/app:ref:refs/heads/main'),
    policies: WEB_TRUST,
    answer: 'deny',
  },
  {
    says: 'MFA asked for in the trust, and present',
    ...ASSUME,
    context: { 'aws:MultiFactorAuthPresent': 'true' },
    policies: trust({ AWS: ANA }, { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }),
    answer: 'allow',
  },
  {
    says: 'MFA asked for in the trust, long-term key',
    ...ASSUME,
    policies: trust({ AWS: ANA }, { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }),
    answer: 'deny',
  },
]);

page('STS API_GetCallerIdentity.html', [
  {
    says: 'no permissions are required',
    action: 'sts:GetCallerIdentity',
    resource: '*',
    policies: {},
    answer: 'allow',
  },
  {
    says: 'and an explicit deny does not stop it',
    action: 'sts:GetCallerIdentity',
    resource: '*',
    policies: identity(say('-', '*', '*')),
    answer: 'allow',
  },
  {
    says: 'but credentials are',
    principal: 'anonymous',
    action: 'sts:GetCallerIdentity',
    resource: '*',
    policies: {},
    answer: 'deny',
  },
]);

page('reference_policies_condition-keys.html, keys that follow from the principal', [
  {
    says: 'aws:PrincipalType of a user',
    policies: identity(
      say('+', 's3:*', '*', { Condition: { StringEquals: { 'aws:PrincipalType': 'User' } } }),
    ),
    answer: 'allow',
  },
  {
    says: 'aws:PrincipalType of a session',
    principal: RUN,
    policies: identity(
      say('+', 's3:*', '*', { Condition: { StringEquals: { 'aws:PrincipalType': 'AssumedRole' } } }),
    ),
    answer: 'allow',
  },
  {
    says: 'aws:PrincipalType of the root user',
    principal: ROOT,
    policies: {
      resourcePolicy: policy(
        say('-', 's3:*', '*', {
          Principal: '*',
          Condition: { StringEquals: { 'aws:PrincipalType': 'Account' } },
        }),
      ),
    },
    answer: 'explicit deny',
  },
  {
    says: 'aws:PrincipalAccount',
    policies: identity(
      say('+', 's3:*', '*', { Condition: { StringEquals: { 'aws:PrincipalAccount': HERE } } }),
    ),
    answer: 'allow',
  },
  {
    says: 'aws:username is the name without the path',
    principal: `arn:aws:iam::${HERE}:user/eng/ana`,
    policies: identity(say('+', 's3:*', '*', { Condition: { StringEquals: { 'aws:username': 'ana' } } })),
    answer: 'allow',
  },
  {
    says: 'aws:PrincipalArn keeps the path',
    principal: `arn:aws:iam::${HERE}:user/eng/ana`,
    policies: identity(say('+', 's3:*', '*', { Condition: { ArnEquals: { 'aws:PrincipalArn': ANA } } })),
    answer: 'deny',
  },
  {
    says: 'a derived key may be given otherwise',
    principal: RUN,
    context: { 'aws:PrincipalArn': `arn:aws:iam::${HERE}:role/teams/app` },
    policies: identity(
      say('+', 's3:*', '*', {
        Condition: { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${HERE}:role/teams/*` } },
      }),
    ),
    answer: 'allow',
  },
]);

describe('reference_policies_grammar.html: what is no policy is refused for its case alone', () => {
  const request = { principal: ANA, action: 's3:GetObject', resource: `${BUCKET}/x`, resourceAccount: HERE };
  it.each([
    ['no effect', [policy({ Action: '*', Resource: '*' })]],
    ['an effect in lower case', [policy({ Effect: 'allow', Action: '*', Resource: '*' })]],
    ['Action and NotAction', [policy({ Effect: 'Allow', Action: '*', NotAction: 's3:*', Resource: '*' })]],
    ['no action', [policy({ Effect: 'Allow', Resource: '*' })]],
    ['no resource', [policy({ Effect: 'Allow', Action: '*' })]],
    ['a principal in an identity policy', [policy(say('+', '*', '*', { Principal: '*' }))]],
    [
      'an operator that is none',
      [policy(say('+', '*', '*', { Condition: { StringMatches: { 'aws:username': 'ana' } } }))],
    ],
    ['a version that is none', [{ Version: '2012-10-18', Statement: [say('+', '*', '*')] }]],
    ['no statement', [{ Version: '2012-10-17' }]],
  ])('%s', (_, identityPolicies) => {
    const [bad, good] = evaluateCases([
      { id: 'bad', request, identityPolicies },
      { id: 'good', request, identityPolicies: [FULL] },
    ]);
    expect(bad).toMatchObject({ id: 'bad', error: { code: 'input-refused' } });
    expect(good).toMatchObject({ id: 'good', verdict: 'allow' });
  });
});
