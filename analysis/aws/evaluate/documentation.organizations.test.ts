import {
  ANA,
  APP,
  FULL,
  grant,
  HERE,
  KEY,
  OBJECT,
  OUTSIDER,
  page,
  policy,
  ROOT,
  RUN,
  say,
  THERE,
} from './testing/cases-by-page.ts';

/*
 * What the organization says of accounts, principals and resources. Expected answers were taken from the documentation's
 * sentences; each table names its page, below docs.aws.amazon.com/organizations/latest/userguide/ or /IAM/latest/UserGuide/.
 */

const ORGANIZATION = 'o-exampleorg';
const PATH = `${ORGANIZATION}/r-ab12/ou-ab12-11111111/ou-ab12-22222222/`;
const LINKED = `arn:aws:iam::${HERE}:role/aws-service-role/support.amazonaws.com/AWSServiceRoleForSupport`;
const FUNCTION = `arn:aws:lambda:eu-west-1:${HERE}:function:resize`;
const TABLE = `arn:aws:dynamodb:eu-west-1:${HERE}:table/orders`;
const DENY_ALL = policy(say('-', '*', '*', { Principal: '*' }));
/** The identity perimeter of the page's examples. */
const OWN_ORGANIZATION = policy(
  say('-', ['s3:*', 'sts:AssumeRole'], '*', {
    Principal: '*',
    Condition: {
      StringNotEqualsIfExists: { 'aws:PrincipalOrgID': ORGANIZATION },
      BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
    },
  }),
);
const within = (condition: object) => grant('*', 's3:GetObject', { Resource: '*', Condition: condition });

page('orgs_manage_policies_rcps.html', [
  {
    says: 'a service that does not support RCPs is not limited',
    action: 'lambda:InvokeFunction',
    resource: FUNCTION,
    policies: { identityPolicies: [FULL], resourceControlPolicies: [[FULL, DENY_ALL]] },
    answer: 'allow',
  },
  {
    says: 'one that does is, whatever else stands in the same statement',
    action: 'dynamodb:GetItem',
    resource: TABLE,
    policies: { identityPolicies: [FULL], resourceControlPolicies: [[FULL, DENY_ALL]] },
    answer: 'explicit deny',
  },
  {
    says: 'roles of the account may be assumed only within them',
    principal: OUTSIDER,
    action: 'sts:AssumeRole',
    resource: APP,
    policies: {
      identityPolicies: [FULL],
      resourcePolicy: grant({ AWS: THERE }, 'sts:AssumeRole'),
      resourceControlPolicies: [[FULL, OWN_ORGANIZATION]],
    },
    context: { 'aws:PrincipalOrgID': 'o-another' },
    answer: 'explicit deny',
  },
  {
    says: 'and by those of the organization',
    principal: OUTSIDER,
    action: 'sts:AssumeRole',
    resource: APP,
    policies: {
      identityPolicies: [FULL],
      resourcePolicy: grant({ AWS: THERE }, 'sts:AssumeRole'),
      resourceControlPolicies: [[FULL, OWN_ORGANIZATION]],
    },
    context: { 'aws:PrincipalOrgID': 'o-exampleorg' },
    answer: 'allow',
  },
  {
    says: 'a service that assumes a service-linked role is not limited',
    principal: 'support.amazonaws.com',
    action: 'sts:AssumeRole',
    resource: LINKED,
    policies: {
      resourcePolicy: grant({ Service: 'support.amazonaws.com' }, 'sts:AssumeRole'),
      resourceControlPolicies: [[FULL, DENY_ALL]],
    },
    answer: 'allow',
  },
  {
    says: 'a service that assumes another role is',
    principal: 'lambda.amazonaws.com',
    action: 'sts:AssumeRole',
    resource: APP,
    policies: {
      resourcePolicy: grant({ Service: 'lambda.amazonaws.com' }, 'sts:AssumeRole'),
      resourceControlPolicies: [[FULL, DENY_ALL]],
    },
    answer: 'explicit deny',
  },
  {
    says: 'kms:RetireGrant is not limited',
    action: 'kms:RetireGrant',
    resource: KEY,
    policies: {
      identityPolicies: [FULL],
      resourcePolicy: grant({ AWS: ROOT }, 'kms:*', { Resource: '*' }),
      resourceControlPolicies: [[FULL, DENY_ALL]],
    },
    answer: 'allow',
  },
  {
    says: 'an RCP of one level denies what that of another lets through',
    policies: {
      identityPolicies: [FULL],
      resourceControlPolicies: [[FULL, OWN_ORGANIZATION], [FULL], [FULL, DENY_ALL]],
    },
    context: { 'aws:PrincipalOrgID': 'o-exampleorg' },
    answer: 'explicit deny',
  },
  {
    says: 'AWS services are let through by the perimeter that excepts them',
    principal: 'lambda.amazonaws.com',
    action: 'sts:AssumeRole',
    resource: APP,
    policies: {
      resourcePolicy: grant({ Service: 'lambda.amazonaws.com' }, 'sts:AssumeRole'),
      resourceControlPolicies: [[FULL, OWN_ORGANIZATION]],
    },
    answer: 'allow',
  },
  {
    says: 'of the account that owns the resource apply, not of who asks: an RCP denies a federated identity too',
    principal: `arn:aws:iam::${HERE}:oidc-provider/token.actions.githubusercontent.com`,
    action: 'sts:AssumeRoleWithWebIdentity',
    resource: APP,
    policies: {
      resourcePolicy: grant(
        { Federated: `arn:aws:iam::${HERE}:oidc-provider/token.actions.githubusercontent.com` },
        'sts:AssumeRoleWithWebIdentity',
      ),
      resourceControlPolicies: [[FULL, DENY_ALL]],
    },
    answer: 'explicit deny',
  },
]);

page('orgs_manage_policies_scps.html', [
  {
    says: 'principals of the account that grants are limited, outside users of its bucket are not: none of the asker’s own',
    principal: OUTSIDER,
    policies: {
      identityPolicies: [FULL],
      resourcePolicy: grant({ AWS: THERE }, 's3:GetObject', { Resource: '*' }),
      serviceControlPolicies: [[FULL]],
    },
    answer: 'allow',
  },
  {
    says: 'a role session is limited as its role is',
    principal: RUN,
    policies: { identityPolicies: [FULL], serviceControlPolicies: [[FULL, policy(say('-', 's3:*', '*'))]] },
    answer: 'explicit deny',
  },
  {
    says: 'a session that the resource policy names is limited too',
    principal: RUN,
    policies: {
      resourcePolicy: grant({ AWS: RUN }, 's3:GetObject', { Resource: '*' }),
      serviceControlPolicies: [[FULL, policy(say('-', 's3:*', '*'))]],
    },
    answer: 'explicit deny',
  },
  {
    says: 'a key policy does not get past them',
    action: 'kms:Decrypt',
    resource: KEY,
    policies: {
      resourcePolicy: grant({ AWS: ANA }, 'kms:*', { Resource: '*' }),
      serviceControlPolicies: [[FULL], [policy({ Effect: 'Allow', NotAction: 'kms:*', Resource: '*' })]],
    },
    answer: 'deny',
  },
  {
    says: 'nor does a trust policy that names the user',
    action: 'sts:AssumeRole',
    resource: APP,
    policies: {
      resourcePolicy: grant({ AWS: ANA }, 'sts:AssumeRole'),
      serviceControlPolicies: [[FULL, policy(say('-', 'sts:AssumeRole', '*'))]],
    },
    answer: 'explicit deny',
  },
  {
    says: 'boundary, SCP and identity policy must all allow',
    policies: {
      identityPolicies: [FULL],
      permissionBoundary: policy(say('+', 's3:*', '*')),
      serviceControlPolicies: [[policy(say('+', ['s3:Get*'], '*'))]],
    },
    answer: 'allow',
  },
  {
    says: 'a federated web identity is of no account: an SCP does not stop it from taking on the role',
    principal: `arn:aws:iam::${HERE}:oidc-provider/token.actions.githubusercontent.com`,
    action: 'sts:AssumeRoleWithWebIdentity',
    resource: APP,
    policies: {
      resourcePolicy: grant(
        { Federated: `arn:aws:iam::${HERE}:oidc-provider/token.actions.githubusercontent.com` },
        'sts:AssumeRoleWithWebIdentity',
      ),
      serviceControlPolicies: [[FULL, policy(say('-', '*', '*'))]],
    },
    answer: 'allow',
  },
  {
    says: 'who is excepted by name is let through',
    principal: RUN,
    policies: {
      identityPolicies: [FULL],
      serviceControlPolicies: [
        [FULL, policy(say('-', '*', '*', { Condition: { ArnNotLike: { 'aws:PrincipalArn': [APP] } } }))],
      ],
    },
    answer: 'allow',
  },
]);

page('reference_policies_condition-keys.html, aws:PrincipalOrgID and aws:PrincipalOrgPaths', [
  {
    says: 'a member of the organization is let in',
    principal: OUTSIDER,
    context: { 'aws:PrincipalOrgID': ORGANIZATION },
    policies: {
      identityPolicies: [FULL],
      resourcePolicy: within({ StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } }),
    },
    answer: 'allow',
  },
  {
    says: 'the key is in the request only where the principal is a member of one',
    principal: OUTSIDER,
    policies: {
      identityPolicies: [FULL],
      resourcePolicy: within({ StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } }),
    },
    answer: 'deny',
  },
  {
    says: 'anonymous requests do not include it',
    principal: 'anonymous',
    policies: { resourcePolicy: within({ StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } }) },
    answer: 'deny',
  },
  {
    says: 'a unit and all below it by ForAnyValue:StringLike',
    principal: OUTSIDER,
    context: { 'aws:PrincipalOrgPaths': [PATH] },
    policies: {
      identityPolicies: [FULL],
      resourcePolicy: within({
        'ForAnyValue:StringLike': {
          'aws:PrincipalOrgPaths': [`${ORGANIZATION}/r-ab12/ou-ab12-11111111/*`],
        },
      }),
    },
    answer: 'allow',
  },
  {
    says: 'an account in the unit itself, none below, by ForAnyValue:StringEquals',
    principal: OUTSIDER,
    context: { 'aws:PrincipalOrgPaths': [PATH] },
    policies: {
      identityPolicies: [FULL],
      resourcePolicy: within({
        'ForAnyValue:StringEquals': {
          'aws:PrincipalOrgPaths': [`${ORGANIZATION}/r-ab12/ou-ab12-11111111/`],
        },
      }),
    },
    answer: 'deny',
  },
  {
    says: 'a negated set operator over a request without the key holds for none of its values',
    principal: OUTSIDER,
    policies: {
      identityPolicies: [FULL],
      resourcePolicy: within({
        'ForAnyValue:StringNotLike': { 'aws:PrincipalOrgPaths': [`${ORGANIZATION}/*`] },
      }),
    },
    answer: 'deny',
  },
  {
    says: 'aws:ResourceOrgID keeps what principals reach inside the organization',
    context: { 'aws:ResourceOrgID': 'o-another' },
    policies: {
      identityPolicies: [
        FULL,
        policy(
          say('-', 's3:*', '*', { Condition: { StringNotEquals: { 'aws:ResourceOrgID': ORGANIZATION } } }),
        ),
      ],
    },
    answer: 'explicit deny',
  },
  {
    says: 'and where the resource is of none, the negated comparison holds',
    policies: {
      identityPolicies: [
        FULL,
        policy(
          say('-', 's3:*', '*', { Condition: { StringNotEquals: { 'aws:ResourceOrgID': ORGANIZATION } } }),
        ),
      ],
    },
    answer: 'explicit deny',
  },
]);

page('reference_policies_evaluation-logic_policy-eval-basics.html, sessions and boundaries', [
  {
    says: 'a key policy that names the user is not limited by an implicit deny of the boundary',
    action: 'kms:Decrypt',
    resource: KEY,
    policies: {
      permissionBoundary: policy(say('+', 's3:*', '*')),
      resourcePolicy: grant({ AWS: ANA }, 'kms:*', { Resource: '*' }),
    },
    answer: 'allow',
  },
  {
    says: 'the root statement of a key policy delegates, and the boundary limits what identity policies then allow',
    action: 'kms:Decrypt',
    resource: KEY,
    policies: {
      identityPolicies: [FULL],
      permissionBoundary: policy(say('+', 's3:*', '*')),
      resourcePolicy: grant({ AWS: ROOT }, 'kms:*', { Resource: '*' }),
    },
    answer: 'deny',
  },
  {
    says: 'a federated user whom the bucket policy names has more than its session policies',
    principal: `arn:aws:sts::${HERE}:federated-user/fay`,
    policies: {
      identityPolicies: [FULL],
      sessionPolicies: [policy(say('+', 'ec2:*', '*'))],
      resourcePolicy: grant({ AWS: `arn:aws:sts::${HERE}:federated-user/fay` }, 's3:GetObject', {
        Resource: OBJECT,
      }),
    },
    answer: 'allow',
  },
]);
