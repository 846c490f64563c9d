import {
  ANA,
  APP,
  BEN,
  FULL,
  grant,
  HERE,
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

const scp = (...levels: readonly (readonly object[])[]) => ({ serviceControlPolicies: levels });
const rcpFull = policy(say('+', '*', '*', { Principal: '*' }));
const rcp = (...levels: readonly (readonly object[])[]) => ({ resourceControlPolicies: levels });
const denyS3 = policy(say('-', 's3:*', '*'));

page('Organizations User Guide, "SCP evaluation"', [
  {
    says: 'every level allows',
    policies: { identityPolicies: [READ], ...scp([FULL], [FULL], [FULL]) },
    answer: 'allow',
  },
  {
    says: 'a level that does not allow',
    policies: { identityPolicies: [READ], ...scp([FULL], [NOTHING], [FULL]) },
    answer: 'deny',
  },
  {
    says: 'a level without policies allows nothing',
    policies: { identityPolicies: [READ], ...scp([FULL], []) },
    answer: 'deny',
  },
  {
    says: 'one of a level’s policies is enough',
    policies: { identityPolicies: [READ], ...scp([NOTHING, FULL]) },
    answer: 'allow',
  },
  { says: 'no levels: none apply', policies: { identityPolicies: [READ], ...scp() }, answer: 'allow' },
  {
    says: 'a deny at any level',
    policies: { identityPolicies: [READ], ...scp([FULL], [FULL, denyS3]) },
    answer: 'explicit deny',
  },
  { says: 'service control policies grant nothing', policies: scp([FULL]), answer: 'deny' },
  { says: 'they limit the root', principal: ROOT, policies: scp([NOTHING]), answer: 'deny' },
  {
    says: 'they limit what a resource policy grants',
    policies: { resourcePolicy: grant({ AWS: ANA }), ...scp([NOTHING]) },
    answer: 'deny',
  },
  {
    says: 'no effect on service-linked roles',
    principal: `arn:aws:iam::${HERE}:role/aws-service-role/ec2.amazonaws.com/AWSServiceRoleForEC2`,
    policies: { identityPolicies: [READ], ...scp([FULL, denyS3]) },
    answer: 'allow',
  },
  {
    says: 'nor on a session whose role is known to be one',
    principal: `arn:aws:sts::${HERE}:assumed-role/AWSServiceRoleForEC2/x`,
    context: {
      'aws:PrincipalArn': `arn:aws:iam::${HERE}:role/aws-service-role/ec2.amazonaws.com/AWSServiceRoleForEC2`,
    },
    policies: { identityPolicies: [READ], ...scp([denyS3]) },
    answer: 'allow',
  },
  {
    says: 'no effect on services',
    principal: 'ec2.amazonaws.com',
    policies: { resourcePolicy: grant({ Service: 'ec2.amazonaws.com' }), ...scp([denyS3]) },
    answer: 'allow',
  },
  {
    says: 'deny outside a region with exceptions',
    context: { 'aws:RequestedRegion': 'us-east-1' },
    policies: {
      identityPolicies: [FULL],
      ...scp([
        FULL,
        policy({
          Effect: 'Deny',
          NotAction: ['iam:*', 'sts:*'],
          Resource: '*',
          Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1'] } },
        }),
      ]),
    },
    answer: 'explicit deny',
  },
]);

page('Organizations User Guide, "Resource control policies (RCPs)"', [
  {
    says: 'every level allows',
    policies: { identityPolicies: [READ], ...rcp([rcpFull], [rcpFull]) },
    answer: 'allow',
  },
  {
    says: 'a deny for those outside the organization',
    principal: OUTSIDER,
    context: { 'aws:PrincipalOrgID': 'o-else' },
    policies: {
      identityPolicies: [READ],
      resourcePolicy: grant({ AWS: THERE }),
      ...rcp([
        rcpFull,
        policy(
          say('-', 's3:*', '*', {
            Principal: '*',
            Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-mine' } },
          }),
        ),
      ]),
    },
    answer: 'explicit deny',
  },
  {
    says: 'the same for those inside',
    context: { 'aws:PrincipalOrgID': 'o-mine' },
    policies: {
      identityPolicies: [READ],
      ...rcp([
        rcpFull,
        policy(
          say('-', 's3:*', '*', {
            Principal: '*',
            Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-mine' } },
          }),
        ),
      ]),
    },
    answer: 'allow',
  },
  {
    says: 'they limit anonymous access',
    principal: 'anonymous',
    policies: {
      resourcePolicy: grant('*'),
      ...rcp([rcpFull, policy(say('-', 's3:*', '*', { Principal: '*' }))]),
    },
    answer: 'explicit deny',
  },
  { says: 'they grant nothing', policies: rcp([rcpFull]), answer: 'deny' },
  {
    says: 'RCPFullAWSAccess cannot be detached: a level of denials alone does not shut everything',
    policies: {
      identityPolicies: [READ],
      ...rcp([policy(say('-', 's3:DeleteBucket', '*', { Principal: '*' }))], []),
    },
    answer: 'allow',
  },
  {
    says: 'a level that allows something else only',
    policies: {
      identityPolicies: [READ],
      ...rcp([rcpFull], [policy(say('+', 'sqs:*', '*', { Principal: '*' }))]),
    },
    answer: 'deny',
  },
  {
    says: 'no effect on service-linked roles',
    principal: `arn:aws:iam::${HERE}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX`,
    policies: { identityPolicies: [READ], ...rcp([policy(say('-', 's3:*', '*', { Principal: '*' }))]) },
    answer: 'allow',
  },
  {
    says: 'they limit who may assume a role',
    principal: OUTSIDER,
    action: 'sts:AssumeRole',
    resource: APP,
    policies: {
      identityPolicies: [FULL],
      resourcePolicy: grant({ AWS: THERE }, 'sts:AssumeRole'),
      ...rcp([rcpFull, policy(say('-', 'sts:*', '*', { Principal: '*' }))]),
    },
    answer: 'explicit deny',
  },
]);

page('VPC User Guide, "Control access to VPC endpoints using endpoint policies"', [
  {
    says: 'the endpoint must allow',
    policies: { identityPolicies: [READ], endpointPolicies: [grant('*', 's3:PutObject', { Resource: '*' })] },
    answer: 'deny',
  },
  {
    says: 'the endpoint allows',
    policies: { identityPolicies: [READ], endpointPolicies: [grant('*', 's3:*', { Resource: '*' })] },
    answer: 'allow',
  },
  {
    says: 'the endpoint grants nothing',
    policies: { endpointPolicies: [grant('*', 's3:*', { Resource: '*' })] },
    answer: 'deny',
  },
  {
    says: 'the endpoint denies',
    policies: {
      identityPolicies: [READ],
      endpointPolicies: [
        policy(say('+', '*', '*', { Principal: '*' }), say('-', 's3:GetObject', OBJECT, { Principal: '*' })),
      ],
    },
    answer: 'explicit deny',
  },
  {
    says: 'the endpoint allows another principal',
    policies: {
      identityPolicies: [READ],
      endpointPolicies: [grant({ AWS: BEN }, 's3:*', { Resource: '*' })],
    },
    answer: 'deny',
  },
]);

const except = (...listed: readonly string[]) =>
  policy({ Effect: 'Deny', NotPrincipal: { AWS: listed }, Action: 's3:*', Resource: '*' });

page('IAM User Guide, "AWS JSON policy elements: NotPrincipal"', [
  {
    says: 'the user listed with their account is excepted',
    policies: { identityPolicies: [READ], resourcePolicy: except(ANA, ROOT) },
    answer: 'allow',
  },
  {
    says: 'another user of that account is denied',
    principal: BEN,
    policies: { identityPolicies: [READ], resourcePolicy: except(ANA, ROOT) },
    answer: 'explicit deny',
  },
  {
    says: 'without the account, the whole account is denied',
    policies: { identityPolicies: [READ], resourcePolicy: except(ANA) },
    answer: 'explicit deny',
  },
  {
    says: 'a session needs session, role and account listed',
    principal: RUN,
    policies: { identityPolicies: [READ], resourcePolicy: except(RUN, APP, ROOT) },
    answer: 'allow',
  },
  {
    says: 'a session of a listed role that is not itself listed',
    principal: RUN,
    policies: { identityPolicies: [READ], resourcePolicy: except(APP, ROOT) },
    answer: 'explicit deny',
  },
  {
    says: 'a principal with a boundary is always denied',
    policies: { identityPolicies: [READ], permissionBoundary: FULL, resourcePolicy: except(ANA, ROOT) },
    answer: 'explicit deny',
  },
  { says: 'the exception grants nothing', policies: { resourcePolicy: except(ANA, ROOT) }, answer: 'deny' },
  {
    says: 'an anonymous caller is not excepted',
    principal: 'anonymous',
    policies: { resourcePolicy: { Statement: [...grant('*').Statement, ...except(ANA, ROOT).Statement] } },
    answer: 'explicit deny',
  },
  {
    says: 'with Allow, everybody else is meant',
    principal: 'anonymous',
    policies: {
      resourcePolicy: policy({ Effect: 'Allow', NotPrincipal: { AWS: ANA }, Action: 's3:*', Resource: '*' }),
    },
    answer: 'allow',
  },
  {
    says: 'with Allow, who is listed is not',
    policies: {
      resourcePolicy: policy({ Effect: 'Allow', NotPrincipal: { AWS: ANA }, Action: 's3:*', Resource: '*' }),
    },
    answer: 'deny',
  },
]);
