import {
  ANA,
  APP,
  BEN,
  FULL,
  grant,
  HERE,
  KEY,
  NOTHING,
  OBJECT,
  OUTSIDER,
  page,
  policy,
  READ,
  ROOT,
  RUN,
  say,
  THERE,
} from './testing/cases-by-page.ts';

page('IAM User Guide, "Policy evaluation for requests within a single account"', [
  { says: 'nothing allows: implicit deny', policies: {}, answer: 'deny' },
  { says: 'an identity policy is enough', policies: { identityPolicies: [READ] }, answer: 'allow' },
  {
    says: 'a resource policy that names the user is enough',
    policies: { resourcePolicy: grant({ AWS: ANA }) },
    answer: 'allow',
  },
  {
    says: 'another user is not meant',
    principal: BEN,
    policies: { resourcePolicy: grant({ AWS: ANA }) },
    answer: 'deny',
  },
  {
    says: 'a resource policy that names the account delegates',
    policies: { resourcePolicy: grant({ AWS: ROOT }) },
    answer: 'deny',
  },
  {
    says: 'the account id is the same as its root ARN',
    policies: { resourcePolicy: grant({ AWS: HERE }) },
    answer: 'deny',
  },
  { says: 'everyone in the account is everyone', policies: { resourcePolicy: grant('*') }, answer: 'allow' },
  {
    says: 'deny in a resource policy wins',
    policies: { identityPolicies: [FULL], resourcePolicy: policy(say('-', 's3:*', '*', { Principal: '*' })) },
    answer: 'explicit deny',
  },
  {
    says: 'deny in an identity policy wins over the resource',
    policies: { identityPolicies: [policy(say('-', 's3:*', '*'))], resourcePolicy: grant({ AWS: ANA }) },
    answer: 'explicit deny',
  },
  { says: 'the root has full access', principal: ROOT, policies: {}, answer: 'allow' },
  {
    says: 'the root is denied by the resource',
    principal: ROOT,
    policies: { resourcePolicy: policy(say('-', 's3:*', '*', { Principal: { AWS: HERE } })) },
    answer: 'explicit deny',
  },
  {
    says: 'a bucket whose owner is not said is taken for the caller’s',
    resource: 'arn:aws:s3:::else/x',
    policies: { identityPolicies: [FULL] },
    answer: 'allow',
  },
]);

const closedBoundary = { permissionBoundary: NOTHING };
const closedSession = { sessionPolicies: [NOTHING] };

page(
  'IAM User Guide, "How AWS enforcement code logic evaluates requests", resource policies and implicit denies',
  [
    {
      says: 'the boundary limits identity policies',
      policies: { identityPolicies: [FULL], ...closedBoundary },
      answer: 'deny',
    },
    { says: 'the boundary grants nothing', policies: { permissionBoundary: FULL }, answer: 'deny' },
    {
      says: 'identity and boundary together allow',
      policies: { identityPolicies: [READ], permissionBoundary: FULL },
      answer: 'allow',
    },
    {
      says: 'a deny in the boundary is explicit',
      policies: {
        identityPolicies: [FULL],
        permissionBoundary: policy(say('+', '*', '*'), say('-', 's3:*', '*')),
      },
      answer: 'explicit deny',
    },
    {
      says: 'user ARN: the boundary does not limit',
      policies: { resourcePolicy: grant({ AWS: ANA }), ...closedBoundary },
      answer: 'allow',
    },
    {
      says: 'role ARN: enough without identity policies',
      principal: RUN,
      policies: { resourcePolicy: grant({ AWS: APP }) },
      answer: 'allow',
    },
    {
      says: 'role ARN: the boundary limits',
      principal: RUN,
      policies: { resourcePolicy: grant({ AWS: APP }), ...closedBoundary },
      answer: 'deny',
    },
    {
      says: 'role ARN: the session policy limits',
      principal: RUN,
      policies: { resourcePolicy: grant({ AWS: APP }), ...closedSession },
      answer: 'deny',
    },
    {
      says: 'role ARN, asked as the role: the boundary limits',
      principal: APP,
      policies: { resourcePolicy: grant({ AWS: APP }), ...closedBoundary },
      answer: 'deny',
    },
    {
      says: 'session ARN: neither limits',
      principal: RUN,
      policies: { resourcePolicy: grant({ AWS: RUN }), ...closedBoundary, ...closedSession },
      answer: 'allow',
    },
    {
      says: 'session ARN of another session',
      principal: RUN,
      policies: { resourcePolicy: grant({ AWS: `${RUN}2` }) },
      answer: 'deny',
    },
    {
      says: 'everyone with aws:PrincipalArn: neither limits',
      principal: RUN,
      policies: {
        resourcePolicy: grant('*', 's3:GetObject', { Condition: { ArnEquals: { 'aws:PrincipalArn': APP } } }),
        ...closedBoundary,
        ...closedSession,
      },
      answer: 'allow',
    },
    {
      says: 'session policies grant nothing',
      principal: RUN,
      policies: { sessionPolicies: [FULL] },
      answer: 'deny',
    },
    {
      says: 'session and identity policies together',
      principal: RUN,
      policies: { identityPolicies: [FULL], sessionPolicies: [READ] },
      answer: 'allow',
    },
    {
      says: 'one of several session policies is enough',
      principal: RUN,
      policies: { identityPolicies: [FULL], sessionPolicies: [NOTHING, READ] },
      answer: 'allow',
    },
    {
      says: 'the session policy limits identity policies',
      principal: RUN,
      policies: { identityPolicies: [FULL], ...closedSession },
      answer: 'deny',
    },
    {
      says: 'a role’s path is no part of who it is',
      principal: RUN,
      policies: { resourcePolicy: grant({ AWS: `arn:aws:iam::${HERE}:role/path/app` }) },
      answer: 'allow',
    },
    {
      says: 'a federated user without session policy has nothing',
      principal: `arn:aws:sts::${HERE}:federated-user/fay`,
      policies: { identityPolicies: [FULL] },
      answer: 'deny',
    },
    {
      says: 'a federated user with session policy',
      principal: `arn:aws:sts::${HERE}:federated-user/fay`,
      policies: { identityPolicies: [FULL], sessionPolicies: [READ] },
      answer: 'allow',
    },
    {
      says: 'federated user ARN: no limit',
      principal: `arn:aws:sts::${HERE}:federated-user/fay`,
      policies: { resourcePolicy: grant({ AWS: `arn:aws:sts::${HERE}:federated-user/fay` }) },
      answer: 'allow',
    },
  ],
);

page('IAM User Guide, "Cross-account policy evaluation logic"', [
  {
    says: 'identity alone is not enough',
    principal: OUTSIDER,
    policies: { identityPolicies: [FULL] },
    answer: 'deny',
  },
  {
    says: 'the resource alone is not enough',
    principal: OUTSIDER,
    policies: { resourcePolicy: grant({ AWS: OUTSIDER }) },
    answer: 'deny',
  },
  {
    says: 'everyone still needs identity permissions',
    principal: OUTSIDER,
    policies: { resourcePolicy: grant('*') },
    answer: 'deny',
  },
  {
    says: 'both sides allow, by ARN',
    principal: OUTSIDER,
    policies: { identityPolicies: [READ], resourcePolicy: grant({ AWS: OUTSIDER }) },
    answer: 'allow',
  },
  {
    says: 'both sides allow, by account',
    principal: OUTSIDER,
    policies: { identityPolicies: [READ], resourcePolicy: grant({ AWS: THERE }) },
    answer: 'allow',
  },
  {
    says: 'the boundary limits the caller’s side',
    principal: OUTSIDER,
    policies: { identityPolicies: [READ], resourcePolicy: grant({ AWS: OUTSIDER }), ...closedBoundary },
    answer: 'deny',
  },
  {
    says: 'the session policy limits even a session that is named',
    principal: `arn:aws:sts::${THERE}:assumed-role/app/run`,
    policies: {
      identityPolicies: [READ],
      resourcePolicy: grant({ AWS: `arn:aws:sts::${THERE}:assumed-role/app/run` }),
      ...closedSession,
    },
    answer: 'deny',
  },
  {
    says: 'the root of another account needs the resource only',
    principal: `arn:aws:iam::${THERE}:root`,
    policies: { resourcePolicy: grant({ AWS: THERE }) },
    answer: 'allow',
  },
  {
    says: 'the account of the ARN counts',
    principal: ANA,
    action: 'sqs:SendMessage',
    resource: `arn:aws:sqs:eu-west-1:${THERE}:queue`,
    policies: { identityPolicies: [FULL] },
    answer: 'deny',
  },
]);

const TRUSTED = { action: 'sts:AssumeRole', resource: APP };
const mayAssume = { identityPolicies: [policy(say('+', 'sts:AssumeRole', '*'))] };

page('IAM User Guide, "Role trust policies" (comparing IAM roles and resource-based policies)', [
  { says: 'identity alone is never enough', ...TRUSTED, policies: mayAssume, answer: 'deny' },
  {
    says: 'trust that names the user is enough',
    ...TRUSTED,
    policies: { resourcePolicy: grant({ AWS: ANA }, 'sts:AssumeRole') },
    answer: 'allow',
  },
  {
    says: 'trust in the account delegates',
    ...TRUSTED,
    policies: { resourcePolicy: grant({ AWS: HERE }, 'sts:AssumeRole') },
    answer: 'deny',
  },
  {
    says: 'trust in the account with identity policy',
    ...TRUSTED,
    policies: { ...mayAssume, resourcePolicy: grant({ AWS: ROOT }, 'sts:AssumeRole') },
    answer: 'allow',
  },
  {
    says: 'trust in everyone, same account',
    ...TRUSTED,
    policies: { resourcePolicy: grant({ AWS: '*' }, 'sts:AssumeRole') },
    answer: 'allow',
  },
  {
    says: 'another account needs both',
    ...TRUSTED,
    principal: OUTSIDER,
    policies: { resourcePolicy: grant({ AWS: OUTSIDER }, 'sts:AssumeRole') },
    answer: 'deny',
  },
  {
    says: 'another account with both',
    ...TRUSTED,
    principal: OUTSIDER,
    policies: { ...mayAssume, resourcePolicy: grant({ AWS: THERE }, 'sts:AssumeRole') },
    answer: 'allow',
  },
  {
    says: 'external id that matches',
    ...TRUSTED,
    principal: OUTSIDER,
    context: { 'sts:ExternalId': 'x1' },
    policies: {
      ...mayAssume,
      resourcePolicy: grant({ AWS: THERE }, 'sts:AssumeRole', {
        Condition: { StringEquals: { 'sts:ExternalId': 'x1' } },
      }),
    },
    answer: 'allow',
  },
  {
    says: 'external id that is missing',
    ...TRUSTED,
    principal: OUTSIDER,
    policies: {
      ...mayAssume,
      resourcePolicy: grant({ AWS: THERE }, 'sts:AssumeRole', {
        Condition: { StringEquals: { 'sts:ExternalId': 'x1' } },
      }),
    },
    answer: 'deny',
  },
  {
    says: 'a role does not trust itself',
    ...TRUSTED,
    principal: RUN,
    policies: { ...mayAssume, resourcePolicy: grant({ AWS: ANA }, 'sts:AssumeRole') },
    answer: 'deny',
  },
  {
    says: 'a deleted principal’s id is nobody',
    ...TRUSTED,
    policies: { ...mayAssume, resourcePolicy: grant({ AWS: 'AIDACKCEVSQ6C2EXAMPLE' }, 'sts:AssumeRole') },
    answer: 'deny',
  },
  {
    says: 'the root may not assume roles',
    ...TRUSTED,
    principal: ROOT,
    policies: { resourcePolicy: grant({ AWS: HERE }, 'sts:AssumeRole') },
    answer: 'deny',
  },
  {
    says: 'a service that is trusted',
    ...TRUSTED,
    principal: 'lambda.amazonaws.com',
    policies: {
      resourcePolicy: grant({ Service: ['ec2.amazonaws.com', 'lambda.amazonaws.com'] }, 'sts:AssumeRole'),
    },
    answer: 'allow',
  },
  {
    says: 'a service that is not',
    ...TRUSTED,
    principal: 'glue.amazonaws.com',
    policies: { resourcePolicy: grant({ Service: 'lambda.amazonaws.com' }, 'sts:AssumeRole') },
    answer: 'deny',
  },
  {
    says: 'the action must be the one that is trusted',
    ...TRUSTED,
    policies: { ...mayAssume, resourcePolicy: grant({ AWS: HERE }, 'sts:TagSession') },
    answer: 'deny',
  },
]);

const OIDC = `arn:aws:iam::${HERE}:oidc-provider/token.actions.githubusercontent.com`;
const web = { action: 'sts:AssumeRoleWithWebIdentity', resource: APP, principal: OIDC };
const claims = {
  'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
  'token.actions.githubusercontent.com:sub': 'repo:example/app:ref:refs/heads/main',
};
const webTrust = grant({ Federated: OIDC }, 'sts:AssumeRoleWithWebIdentity', {
  Condition: {
    StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
    StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:example/*' },
  },
});

page('IAM User Guide, "Create a role for OpenID Connect federation" and "Web identity session principals"', [
  {
    says: 'trust and claims suffice',
    ...web,
    context: claims,
    policies: { resourcePolicy: webTrust },
    answer: 'allow',
  },
  {
    says: 'another subject',
    ...web,
    context: { ...claims, 'token.actions.githubusercontent.com:sub': 'repo:other/app' },
    policies: { resourcePolicy: webTrust },
    answer: 'deny',
  },
  { says: 'no audience', ...web, policies: { resourcePolicy: webTrust }, answer: 'deny' },
  {
    says: 'another provider',
    ...web,
    principal: `arn:aws:iam::${HERE}:oidc-provider/else.example.com`,
    context: claims,
    policies: { resourcePolicy: webTrust },
    answer: 'deny',
  },
  {
    says: 'a provider without an ARN',
    ...web,
    principal: 'accounts.google.com',
    policies: {
      resourcePolicy: grant({ Federated: 'accounts.google.com' }, 'sts:AssumeRoleWithWebIdentity'),
    },
    answer: 'allow',
  },
  {
    says: 'a service of the same name is not the provider',
    ...web,
    principal: 'cognito-identity.amazonaws.com',
    policies: {
      resourcePolicy: grant({ Service: 'cognito-identity.amazonaws.com' }, 'sts:AssumeRoleWithWebIdentity'),
    },
    answer: 'deny',
  },
  {
    says: 'SAML',
    action: 'sts:AssumeRoleWithSAML',
    resource: APP,
    principal: `arn:aws:iam::${HERE}:saml-provider/corp`,
    context: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' },
    policies: {
      resourcePolicy: grant(
        { Federated: `arn:aws:iam::${HERE}:saml-provider/corp` },
        'sts:AssumeRoleWithSAML',
        { Condition: { StringEquals: { 'saml:AUD': 'https://signin.aws.amazon.com/saml' } } },
      ),
    },
    answer: 'allow',
  },
  {
    says: 'service control policies do not touch outsiders',
    ...web,
    context: claims,
    policies: { resourcePolicy: webTrust, serviceControlPolicies: [[NOTHING]] },
    answer: 'allow',
  },
]);

const decrypt = { action: 'kms:Decrypt', resource: KEY };
const mayDecrypt = { identityPolicies: [policy(say('+', 'kms:*', '*'))] };

page('KMS Developer Guide, "Key policies" and "Default key policy"', [
  { says: 'identity alone never suffices', ...decrypt, policies: mayDecrypt, answer: 'deny' },
  {
    says: 'a key policy that names the account lets identity policies decide',
    ...decrypt,
    policies: { ...mayDecrypt, resourcePolicy: grant({ AWS: ROOT }, 'kms:*', { Resource: '*' }) },
    answer: 'allow',
  },
  {
    says: 'a key policy that names the account alone',
    ...decrypt,
    policies: { resourcePolicy: grant({ AWS: ROOT }, 'kms:*', { Resource: '*' }) },
    answer: 'deny',
  },
  {
    says: 'a key policy that names somebody else',
    ...decrypt,
    policies: { ...mayDecrypt, resourcePolicy: grant({ AWS: BEN }, 'kms:*', { Resource: '*' }) },
    answer: 'deny',
  },
  {
    says: 'a key policy that names the user',
    ...decrypt,
    policies: { resourcePolicy: grant({ AWS: ANA }, 'kms:Decrypt', { Resource: '*' }) },
    answer: 'allow',
  },
  {
    says: 'not even the root without the key policy',
    ...decrypt,
    principal: ROOT,
    policies: { resourcePolicy: grant({ AWS: BEN }, 'kms:*', { Resource: '*' }) },
    answer: 'deny',
  },
  {
    says: 'an action without a key',
    action: 'kms:ListKeys',
    resource: '*',
    policies: mayDecrypt,
    answer: 'allow',
  },
]);

page('Amazon S3 User Guide, access without credentials', [
  {
    says: 'a public bucket',
    principal: 'anonymous',
    policies: { resourcePolicy: grant('*') },
    answer: 'allow',
  },
  {
    says: 'AWS: * is the same',
    principal: 'anonymous',
    policies: { resourcePolicy: grant({ AWS: '*' }) },
    answer: 'allow',
  },
  {
    says: 'an account is somebody',
    principal: 'anonymous',
    policies: { resourcePolicy: grant({ AWS: HERE }) },
    answer: 'deny',
  },
  { says: 'no policy', principal: 'anonymous', policies: {}, answer: 'deny' },
  {
    says: 'identity policies do not count',
    principal: 'anonymous',
    policies: { identityPolicies: [FULL] },
    answer: 'deny',
  },
  {
    says: 'a service with its source',
    principal: 'cloudtrail.amazonaws.com',
    context: { 'aws:SourceAccount': HERE },
    policies: {
      resourcePolicy: grant({ Service: 'cloudtrail.amazonaws.com' }, 's3:GetObject', {
        Resource: OBJECT,
        Condition: { StringEquals: { 'aws:SourceAccount': HERE } },
      }),
    },
    answer: 'allow',
  },
  {
    says: 'a service for another account',
    principal: 'cloudtrail.amazonaws.com',
    context: { 'aws:SourceAccount': THERE },
    policies: {
      resourcePolicy: grant({ Service: 'cloudtrail.amazonaws.com' }, 's3:GetObject', {
        Condition: { StringEquals: { 'aws:SourceAccount': HERE } },
      }),
    },
    answer: 'deny',
  },
]);
