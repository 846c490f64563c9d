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

/*
 * Expected answers were taken from the documentation's sentences before anything was run; each table names its page.
 * Pages: docs.aws.amazon.com/IAM/latest/UserGuide/… and /organizations/latest/userguide/…
 */

const OTHER_ROLE = `arn:aws:iam::${THERE}:role/app`;
const LINKED = `arn:aws:iam::${HERE}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`;
const LINKED_RUN = `arn:aws:sts::${HERE}:assumed-role/AWSServiceRoleForECS/run`;
const DENY_READ = policy(say('-', 's3:GetObject', '*'));
const QUEUE = `arn:aws:sqs:eu-west-1:${HERE}:jobs`;
const EVERYTHING_BUT_S3 = policy({ Effect: 'Allow', NotAction: 's3:*', Resource: '*' });

page('reference_policies_evaluation-logic_policy-eval-denyallow.html', [
  { says: 'By default all requests are implicitly denied', policies: {}, answer: 'deny' },
  {
    says: 'with the exception of the root user, which has full access',
    principal: ROOT,
    policies: {},
    answer: 'allow',
  },
  { says: 'an identity policy allows', policies: { identityPolicies: [READ] }, answer: 'allow' },
  {
    says: 'an explicit deny overrides an explicit allow, whatever the order',
    policies: { identityPolicies: [DENY_READ, FULL] },
    answer: 'explicit deny',
  },
  {
    says: 'a deny of another action denies nothing here',
    policies: { identityPolicies: [policy(say('-', 's3:PutObject', '*')), READ] },
    answer: 'allow',
  },
  {
    says: 'a deny of another resource denies nothing here',
    policies: { identityPolicies: [policy(say('-', 's3:*', 'arn:aws:s3:::other/*')), READ] },
    answer: 'allow',
  },
  {
    says: 'a deny in the resource policy overrides',
    policies: {
      identityPolicies: [FULL],
      resourcePolicy: policy(say('-', 's3:*', '*', { Principal: '*' })),
    },
    answer: 'explicit deny',
  },
  {
    says: 'a deny in the boundary overrides, also a resource policy that names the user',
    policies: {
      permissionBoundary: DENY_READ,
      resourcePolicy: grant({ AWS: ANA }, 's3:*', { Resource: '*' }),
    },
    answer: 'explicit deny',
  },
  {
    says: 'a deny in a session policy overrides, also a resource policy that names the session',
    principal: RUN,
    policies: {
      sessionPolicies: [DENY_READ],
      resourcePolicy: grant({ AWS: RUN }, 's3:*', { Resource: '*' }),
    },
    answer: 'explicit deny',
  },
  {
    says: "the root user is denied by the bucket's own policy",
    principal: ROOT,
    policies: { resourcePolicy: policy(say('-', 's3:*', '*', { Principal: '*' })) },
    answer: 'explicit deny',
  },
]);

page('reference_policies_evaluation-logic_policy-eval-basics.html, resource policies in one account', [
  {
    says: 'identity or resource policy: either is enough (user)',
    policies: { resourcePolicy: grant({ AWS: ANA }, 's3:GetObject', { Resource: 'arn:aws:s3:::data/*' }) },
    answer: 'allow',
  },
  {
    says: 'a resource policy that names another user gives nothing',
    policies: { resourcePolicy: grant({ AWS: BEN }, 's3:GetObject', { Resource: 'arn:aws:s3:::data/*' }) },
    answer: 'deny',
  },
  {
    says: 'a grant to the user is not limited by an implicit deny of the boundary',
    policies: { permissionBoundary: NOTHING, resourcePolicy: grant({ AWS: ANA }, 's3:*', { Resource: '*' }) },
    answer: 'allow',
  },
  {
    says: "an identity policy's grant is limited by it",
    policies: { permissionBoundary: NOTHING, identityPolicies: [FULL] },
    answer: 'deny',
  },
  {
    says: "a grant to the role's ARN is limited by an implicit deny of the boundary",
    principal: RUN,
    policies: { permissionBoundary: NOTHING, resourcePolicy: grant({ AWS: APP }, 's3:*', { Resource: '*' }) },
    answer: 'deny',
  },
  {
    says: "a grant to the role's ARN is limited by an implicit deny of the session policy",
    principal: RUN,
    policies: { sessionPolicies: [NOTHING], resourcePolicy: grant({ AWS: APP }, 's3:*', { Resource: '*' }) },
    answer: 'deny',
  },
  {
    says: "a grant to the role's ARN that boundary and session policy allow holds without identity policies",
    principal: RUN,
    policies: {
      sessionPolicies: [READ],
      permissionBoundary: FULL,
      resourcePolicy: grant({ AWS: APP }, 's3:*', { Resource: '*' }),
    },
    answer: 'allow',
  },
  {
    says: 'a grant to the session is limited by neither',
    principal: RUN,
    policies: {
      sessionPolicies: [NOTHING],
      permissionBoundary: NOTHING,
      resourcePolicy: grant({ AWS: RUN }, 's3:*', { Resource: '*' }),
    },
    answer: 'allow',
  },
  {
    says: 'a grant to another session of the role is none',
    principal: RUN,
    policies: {
      resourcePolicy: grant({ AWS: `arn:aws:sts::${HERE}:assumed-role/app/other` }, 's3:*', {
        Resource: '*',
      }),
    },
    answer: 'deny',
  },
  {
    says: 'naming the account delegates to its identity policies: alone it gives nothing',
    policies: { resourcePolicy: grant({ AWS: ROOT }, 's3:*', { Resource: '*' }) },
    answer: 'deny',
  },
  {
    says: 'and a boundary still limits what identity policies then allow',
    policies: {
      identityPolicies: [FULL],
      permissionBoundary: NOTHING,
      resourcePolicy: grant({ AWS: ROOT }, 's3:*', { Resource: '*' }),
    },
    answer: 'deny',
  },
  {
    says: "everyone is named by '*'",
    policies: { resourcePolicy: grant('*', 's3:*', { Resource: '*' }) },
    answer: 'allow',
  },
]);

page('access_policies.html#policies_session', [
  {
    says: 'a session has the intersection: identity without session policy',
    principal: RUN,
    policies: { identityPolicies: [FULL], sessionPolicies: [NOTHING] },
    answer: 'deny',
  },
  {
    says: 'a session policy gives nothing of its own',
    principal: RUN,
    policies: { sessionPolicies: [FULL] },
    answer: 'deny',
  },
  {
    says: 'of several session policies one is enough',
    principal: RUN,
    policies: { identityPolicies: [FULL], sessionPolicies: [NOTHING, READ] },
    answer: 'allow',
  },
  {
    says: 'identity, boundary and session policy all allow',
    principal: RUN,
    policies: { identityPolicies: [FULL], permissionBoundary: READ, sessionPolicies: [READ] },
    answer: 'allow',
  },
]);

page('reference_policies_evaluation-logic-cross-account.html', [
  {
    says: 'the trusting account allows, the trusted one does not',
    principal: OUTSIDER,
    policies: { resourcePolicy: grant({ AWS: OUTSIDER }, 's3:*', { Resource: '*' }) },
    answer: 'deny',
  },
  {
    says: 'the trusted account allows, the trusting one does not',
    principal: OUTSIDER,
    policies: { identityPolicies: [FULL] },
    answer: 'deny',
  },
  {
    says: 'both allow, by account id',
    principal: OUTSIDER,
    policies: { identityPolicies: [READ], resourcePolicy: grant({ AWS: THERE }, 's3:*', { Resource: '*' }) },
    answer: 'allow',
  },
  {
    says: 'both allow, the resource policy naming the user',
    principal: OUTSIDER,
    policies: {
      identityPolicies: [READ],
      resourcePolicy: grant({ AWS: OUTSIDER }, 's3:*', { Resource: '*' }),
    },
    answer: 'allow',
  },
  {
    says: 'the boundary of the asking user still limits',
    principal: OUTSIDER,
    policies: {
      identityPolicies: [READ],
      permissionBoundary: NOTHING,
      resourcePolicy: grant({ AWS: OUTSIDER }, 's3:*', { Resource: '*' }),
    },
    answer: 'deny',
  },
  {
    says: 'the session policy of an asking role still limits, though its session is named',
    principal: `arn:aws:sts::${THERE}:assumed-role/app/run`,
    policies: {
      identityPolicies: [READ],
      sessionPolicies: [NOTHING],
      resourcePolicy: grant({ AWS: `arn:aws:sts::${THERE}:assumed-role/app/run` }, 's3:*', { Resource: '*' }),
    },
    answer: 'deny',
  },
  {
    says: "the resource's account is named, not the asker's",
    principal: OUTSIDER,
    policies: { identityPolicies: [FULL], resourcePolicy: grant({ AWS: ROOT }, 's3:*', { Resource: '*' }) },
    answer: 'deny',
  },
  {
    says: 'an explicit deny on either side wins',
    principal: OUTSIDER,
    policies: {
      identityPolicies: [FULL, DENY_READ],
      resourcePolicy: grant({ AWS: THERE }, 's3:*', { Resource: '*' }),
    },
    answer: 'explicit deny',
  },
  {
    says: 'the root user of another account needs the resource policy',
    principal: `arn:aws:iam::${THERE}:root`,
    policies: {},
    answer: 'deny',
  },
  {
    says: 'and has what it gives to that account',
    principal: `arn:aws:iam::${THERE}:root`,
    policies: { resourcePolicy: grant({ AWS: THERE }, 's3:*', { Resource: '*' }) },
    answer: 'allow',
  },
  {
    says: 'a role of the same name in another account is another role',
    principal: `arn:aws:sts::${THERE}:assumed-role/app/run`,
    policies: { identityPolicies: [FULL], resourcePolicy: grant({ AWS: APP }, 's3:*', { Resource: '*' }) },
    answer: 'deny',
  },
  {
    says: 'a role across accounts with both sides',
    principal: OTHER_ROLE,
    policies: {
      identityPolicies: [FULL],
      resourcePolicy: grant({ AWS: OTHER_ROLE }, 's3:*', { Resource: '*' }),
    },
    answer: 'allow',
  },
  {
    says: 'the account is taken from the ARN where it says one',
    principal: OUTSIDER,
    action: 'sqs:SendMessage',
    resource: QUEUE,
    policies: { identityPolicies: [FULL] },
    answer: 'deny',
  },
]);

page('access_policies_boundaries.html', [
  {
    says: 'a boundary gives nothing of its own',
    policies: { permissionBoundary: FULL },
    answer: 'deny',
  },
  {
    says: 'identity and boundary',
    policies: { identityPolicies: [FULL], permissionBoundary: READ },
    answer: 'allow',
  },
  {
    says: 'a boundary for a role holds for its sessions',
    principal: RUN,
    policies: { identityPolicies: [FULL], permissionBoundary: NOTHING },
    answer: 'deny',
  },
  {
    says: 'NotPrincipal with Deny denies whoever has a boundary, also those it excepts',
    policies: {
      identityPolicies: [FULL],
      permissionBoundary: FULL,
      resourcePolicy: policy({
        Effect: 'Deny',
        NotPrincipal: { AWS: [ANA, ROOT] },
        Action: 's3:*',
        Resource: '*',
      }),
    },
    answer: 'explicit deny',
  },
]);

page('orgs_manage_policies_scps_evaluation.html', [
  {
    says: 'allowed at every level',
    policies: { identityPolicies: [FULL], serviceControlPolicies: [[FULL], [FULL], [READ]] },
    answer: 'allow',
  },
  {
    says: 'not allowed at one level is not allowed below it',
    policies: { identityPolicies: [FULL], serviceControlPolicies: [[FULL], [EVERYTHING_BUT_S3], [FULL]] },
    answer: 'deny',
  },
  {
    says: 'of several policies at one level one is enough',
    policies: { identityPolicies: [FULL], serviceControlPolicies: [[NOTHING, FULL], [FULL]] },
    answer: 'allow',
  },
  {
    says: 'a level without an allowing policy allows nothing',
    policies: { identityPolicies: [FULL], serviceControlPolicies: [[FULL], []] },
    answer: 'deny',
  },
  {
    says: 'an explicit deny at any level wins',
    policies: { identityPolicies: [FULL], serviceControlPolicies: [[FULL, DENY_READ], [FULL]] },
    answer: 'explicit deny',
  },
  {
    says: 'an SCP gives nothing',
    policies: { serviceControlPolicies: [[FULL]] },
    answer: 'deny',
  },
  {
    says: 'no SCP, no limit',
    policies: { identityPolicies: [FULL], serviceControlPolicies: [] },
    answer: 'allow',
  },
  {
    says: 'the root user of a member account is limited',
    principal: ROOT,
    policies: { serviceControlPolicies: [[FULL, DENY_READ]] },
    answer: 'explicit deny',
  },
  {
    says: 'a resource policy that names the user does not get past an SCP',
    policies: {
      serviceControlPolicies: [[EVERYTHING_BUT_S3]],
      resourcePolicy: grant({ AWS: ANA }, 's3:*', { Resource: '*' }),
    },
    answer: 'deny',
  },
  {
    says: 'service-linked roles are exempt',
    principal: LINKED,
    policies: { identityPolicies: [FULL], serviceControlPolicies: [[NOTHING]] },
    answer: 'allow',
  },
  {
    says: 'also where it denies, also as a session of which the role is told',
    principal: LINKED_RUN,
    context: { 'aws:PrincipalArn': LINKED },
    policies: { identityPolicies: [FULL], serviceControlPolicies: [[FULL, DENY_READ]] },
    answer: 'allow',
  },
  {
    says: 'a condition in an SCP is evaluated',
    context: { 'aws:RequestedRegion': 'eu-west-1' },
    policies: {
      identityPolicies: [FULL],
      serviceControlPolicies: [
        [
          FULL,
          policy(
            say('-', '*', '*', { Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1'] } } }),
          ),
        ],
      ],
    },
    answer: 'allow',
  },
]);

page('orgs_manage_policies_rcps.html', [
  {
    says: 'an RCP limits principals of other accounts',
    principal: OUTSIDER,
    policies: {
      identityPolicies: [FULL],
      resourcePolicy: grant('*', 's3:*', { Resource: '*' }),
      resourceControlPolicies: [
        [
          FULL,
          policy(
            say('-', 's3:*', '*', {
              Principal: '*',
              Condition: { StringNotEqualsIfExists: { 'aws:PrincipalAccount': HERE } },
            }),
          ),
        ],
      ],
    },
    answer: 'explicit deny',
  },
  {
    says: 'and lets those of the named account through',
    policies: {
      identityPolicies: [FULL],
      resourceControlPolicies: [
        [
          FULL,
          policy(
            say('-', 's3:*', '*', {
              Principal: '*',
              Condition: { StringNotEqualsIfExists: { 'aws:PrincipalAccount': HERE } },
            }),
          ),
        ],
      ],
    },
    answer: 'allow',
  },
  {
    says: 'the root user is limited too',
    principal: ROOT,
    policies: {
      resourceControlPolicies: [[FULL, policy(say('-', 's3:*', '*', { Principal: '*' }))]],
    },
    answer: 'explicit deny',
  },
  {
    says: 'service-linked roles are exempt',
    principal: LINKED,
    policies: {
      identityPolicies: [FULL],
      resourceControlPolicies: [[FULL, policy(say('-', '*', '*', { Principal: '*' }))]],
    },
    answer: 'allow',
  },
  {
    says: 'anonymous requests are limited',
    principal: 'anonymous',
    policies: {
      resourcePolicy: grant('*', 's3:GetObject', { Resource: '*' }),
      resourceControlPolicies: [
        [
          FULL,
          policy(
            say('-', 's3:*', '*', {
              Principal: '*',
              Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-exampleorg' } },
            }),
          ),
        ],
      ],
    },
    // A key that is not there makes …IfExists true: an anonymous request has no organization.
    answer: 'explicit deny',
  },
]);

page('vpc/latest/privatelink/vpc-endpoints-access.html', [
  {
    says: 'an endpoint policy limits',
    policies: { identityPolicies: [FULL], endpointPolicies: [grant('*', 'sqs:*', { Resource: '*' })] },
    answer: 'deny',
  },
  {
    says: 'an endpoint policy gives nothing',
    policies: { endpointPolicies: [grant('*', '*', { Resource: '*' })] },
    answer: 'deny',
  },
  {
    says: 'identity and endpoint policy allow',
    policies: { identityPolicies: [FULL], endpointPolicies: [grant('*', '*', { Resource: '*' })] },
    answer: 'allow',
  },
  {
    says: 'an endpoint policy for another principal',
    policies: { identityPolicies: [FULL], endpointPolicies: [grant({ AWS: BEN }, '*', { Resource: '*' })] },
    answer: 'deny',
  },
  {
    says: 'an endpoint policy that denies a bucket',
    policies: {
      identityPolicies: [FULL],
      endpointPolicies: [
        policy(
          { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
          { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: OBJECT },
        ),
      ],
    },
    answer: 'explicit deny',
  },
]);
