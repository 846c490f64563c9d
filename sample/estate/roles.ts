import { CLUSTER } from './cluster.ts';
import type { PolicyDocument, Statement, Tags } from './company.ts';
import { arn, PRODUCTION, policy, REGION, SHARED_SERVICES, VENDOR } from './company.ts';
import { CORPORATE_SSO, GITHUB_PROVIDER } from './identity-providers.ts';
import { awsId } from './ids.ts';

export interface Role {
  readonly name: string;
  readonly path: string;
  readonly description: string;
  readonly created: string;
  readonly trust: PolicyDocument;
  readonly attached: readonly string[];
  readonly inline: Readonly<Record<string, PolicyDocument>>;
  readonly boundary: string | null;
  readonly tags: Tags;
  readonly lastUsed: string | null;
  readonly instanceProfile: boolean;
}

interface RoleParts {
  readonly path?: string;
  readonly attached?: readonly string[];
  readonly inline?: Role['inline'];
  readonly boundary?: string;
  readonly tags?: Tags;
  readonly lastUsed?: string | null;
  readonly instanceProfile?: boolean;
}

function role(
  name: string,
  description: string,
  created: string,
  trust: Statement,
  parts: RoleParts = {},
): Role {
  return {
    name,
    path: '/',
    description,
    created,
    trust: policy(trust),
    attached: [],
    inline: {},
    boundary: null,
    tags: {},
    lastUsed: '2026-11-20T18:00:00Z',
    instanceProfile: false,
    ...parts,
  };
}

function trusts(principal: unknown, condition?: unknown, action: unknown = 'sts:AssumeRole'): Statement {
  return {
    Effect: 'Allow',
    Principal: principal,
    Action: action,
    ...(condition === undefined ? {} : { Condition: condition }),
  };
}

function service(name: string): Statement {
  return trusts({ Service: `${name}.amazonaws.com` });
}

function saml(): Statement {
  return trusts(
    { Federated: CORPORATE_SSO },
    { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
    'sts:AssumeRoleWithSAML',
  );
}

function github(subjects: unknown): Statement {
  const keys = 'token.actions.githubusercontent.com';
  return trusts(
    { Federated: GITHUB_PROVIDER },
    { StringEquals: { [`${keys}:aud`]: 'sts.amazonaws.com' }, StringLike: { [`${keys}:sub`]: subjects } },
    'sts:AssumeRoleWithWebIdentity',
  );
}

function allow(
  action: string | readonly string[],
  resource: string | readonly string[],
  sid?: string,
): Statement {
  return { ...(sid === undefined ? {} : { Sid: sid }), Effect: 'Allow', Action: action, Resource: resource };
}

/** A service account of the cluster, by its token (IAM roles for service accounts). */
function serviceAccount(subject: string): Statement {
  return trusts(
    { Federated: CLUSTER.provider },
    {
      StringEquals: {
        [`${CLUSTER.issuerHost}:aud`]: 'sts.amazonaws.com',
        [`${CLUSTER.issuerHost}:sub`]: `system:serviceaccount:${subject}`,
      },
    },
    'sts:AssumeRoleWithWebIdentity',
  );
}

const ARTIFACTS = 'larkfield-release-artifacts';
const ADMINISTRATOR = [arn.awsPolicy('AdministratorAccess')];
const LAMBDA_LOGS = [arn.awsPolicy('service-role/AWSLambdaBasicExecutionRole')];

/** The roles of the story, in its order. */
const STORY: readonly Role[] = [
  role(
    'build-artifacts',
    'Build jobs publish artefacts with this.',
    '2024-03-11T09:20:00Z',
    trusts({ AWS: arn.user('ci-deployer') }),
    {
      inline: {
        artefacts: policy(allow(['s3:GetObject', 's3:PutObject'], arn.objects(ARTIFACTS), 'Artefacts')),
        // Meant for one trust policy during a migration, written with a wildcard, never removed.
        'release-trust': policy(
          allow(['iam:GetRole', 'iam:UpdateAssumeRolePolicy'], arn.role('platform-*'), 'RotateReleaseTrust'),
        ),
      },
      tags: { team: 'platform' },
    },
  ),
  role(
    'platform-deploy',
    'Releases of the platform.',
    '2022-02-14T10:05:00Z',
    trusts({ AWS: arn.role('sso-engineer') }),
    { attached: [arn.policy('platform-delivery')], tags: { team: 'platform' } },
  ),
  role(
    'infra-bootstrap',
    'Sets up the account itself. From the office only.',
    '2020-05-04T10:00:00Z',
    trusts({ AWS: arn.role('platform-deploy') }, { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24'] } }),
    {
      inline: {
        bootstrap: policy(
          allow(
            ['iam:AttachRolePolicy', 'iam:DetachRolePolicy', 'iam:PutRolePolicy'],
            arn.role('infra-*'),
            'ManageInfraRoles',
          ),
          allow(['s3:GetObject', 's3:PutObject'], arn.objects('larkfield-terraform-state'), 'State'),
        ),
      },
      tags: { team: 'platform' },
      lastUsed: '2026-08-03T09:00:00Z',
    },
  ),
];

const PEOPLE: readonly Role[] = [
  role(
    'platform-observer',
    'Read-only view for the platform team.',
    '2021-06-01T09:00:00Z',
    trusts({ AWS: `arn:aws:iam::${PRODUCTION}:root` }),
    {
      inline: {
        observe: policy(allow(['cloudwatch:Get*', 'cloudwatch:List*', 'logs:FilterLogEvents'], '*')),
      },
    },
  ),
  role(
    'app-developer',
    'Developers. Anything within the boundary.',
    '2021-03-01T09:05:00Z',
    trusts({ AWS: `arn:aws:iam::${PRODUCTION}:root` }),
    {
      attached: [arn.policy('developer-everything')],
      boundary: arn.policy('developer-boundary'),
    },
  ),
  role('sso-engineer', 'Engineers by single sign-on.', '2020-05-04T09:10:00Z', saml(), {
    inline: { release: policy(allow('sts:AssumeRole', arn.role('platform-deploy'))) },
  }),
  role('sso-administrator', 'Administrators by single sign-on.', '2020-05-04T09:11:00Z', saml(), {
    attached: ADMINISTRATOR,
  }),
  role(
    'break-glass-admin',
    'Emergency access.',
    '2020-05-04T08:10:00Z',
    trusts({ AWS: arn.user('break-glass') }, { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
    { attached: ADMINISTRATOR, lastUsed: '2026-02-02T10:05:00Z' },
  ),
];

const OUTSIDE: readonly Role[] = [
  role(
    'github-web-deploy',
    'Deploys the shop from its own repository.',
    '2023-02-20T09:10:00Z',
    github('repo:larkfield-example/web-shop:environment:production'),
    {
      inline: {
        assets: policy(allow(['s3:PutObject', 's3:DeleteObject'], arn.objects('larkfield-web-assets'))),
      },
    },
  ),
  // Any repository of the organisation, any branch, any pull request.
  role(
    'github-release',
    'Publishes libraries.',
    '2023-02-20T09:15:00Z',
    github(['repo:larkfield-example/*']),
    {
      inline: { publish: policy(allow('s3:PutObject', arn.objects(ARTIFACTS))) },
    },
  ),
  role(
    'shared-services-deploy',
    'Shared services account deploys the web assets.',
    '2022-03-01T09:00:00Z',
    trusts({ AWS: `arn:aws:iam::${SHARED_SERVICES}:role/pipeline-runner` }),
    {
      inline: {
        assets: policy(allow(['s3:PutObject', 's3:GetObject'], arn.objects('larkfield-web-assets'))),
      },
    },
  ),
  role(
    'vendor-monitoring',
    'Monitoring vendor.',
    '2022-05-10T12:05:00Z',
    trusts(
      { AWS: `arn:aws:iam::${VENDOR}:root` },
      { StringEquals: { 'sts:ExternalId': 'larkfield-monitoring' } },
    ),
    { attached: [arn.policy('monitoring-read')] },
  ),
  role(
    'legacy-etl',
    'Replaced in 2025.',
    '2019-10-14T09:00:00Z',
    // The id is what IAM leaves when a trusted role is deleted.
    trusts({ AWS: awsId('AROA', SHARED_SERVICES, 'etl-runner'), Service: 'glue.amazonaws.com' }),
    {
      inline: { orders: policy(allow(['dynamodb:Scan', 'dynamodb:Query'], arn.table('orders'))) },
      lastUsed: null,
    },
  ),
];

const WORKLOADS: readonly Role[] = [
  role('payments-service', 'Payments containers.', '2021-09-13T10:10:00Z', service('ecs-tasks'), {
    inline: {
      payments: policy(
        allow('secretsmanager:GetSecretValue', arn.secret('payments/provider-api-key-*')),
        allow('ssm:GetParametersByPath', arn.parameter('/payments')),
        allow(['dynamodb:GetItem', 'dynamodb:UpdateItem'], arn.table('orders')),
      ),
    },
  }),
  role(
    'payments-api',
    'Payments pods of the cluster.',
    '2025-04-14T09:00:00Z',
    serviceAccount('payments:api'),
    {
      inline: {
        exports: policy(
          allow('s3:GetObject', arn.objects('larkfield-customer-exports'), 'ReadCustomerExports'),
        ),
      },
      tags: { team: 'payments' },
    },
  ),
  role(
    'reports-exporter',
    'Report pods of the cluster.',
    '2025-06-02T08:35:00Z',
    trusts(
      { Service: 'pods.eks.amazonaws.com' },
      {
        StringEquals: { 'aws:SourceAccount': PRODUCTION },
        ArnEquals: { 'aws:SourceArn': CLUSTER.arn },
      },
      ['sts:AssumeRole', 'sts:TagSession'],
    ),
    {
      inline: {
        invoices: policy(
          allow(['s3:GetObject', 's3:PutObject'], arn.objects('larkfield-invoices'), 'Reports'),
        ),
      },
      tags: { team: 'finance' },
    },
  ),
  role('eks-node', 'Nodes of the cluster.', '2025-03-17T09:20:00Z', service('ec2'), {
    attached: [
      arn.awsPolicy('AmazonEKSWorkerNodePolicy'),
      arn.awsPolicy('AmazonEC2ContainerRegistryPullOnly'),
    ],
    instanceProfile: true,
  }),
  role('orders-api', 'Orders functions.', '2021-01-11T10:00:00Z', service('lambda'), {
    attached: LAMBDA_LOGS,
    inline: {
      orders: policy(
        allow(
          ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
          [arn.table('orders'), arn.table('carts')],
        ),
        allow('secretsmanager:GetSecretValue', arn.secret('orders/database-*')),
        allow('sqs:SendMessage', arn.queue('order-events')),
        allow('ssm:GetParameter', arn.parameter('/orders/*')),
      ),
    },
  }),
  role('exports-job', 'Writes customer exports every night.', '2022-11-28T10:10:00Z', service('lambda'), {
    attached: LAMBDA_LOGS,
    inline: {
      exports: policy(
        allow(['s3:PutObject', 's3:GetObject'], arn.objects('larkfield-customer-exports')),
        allow('dynamodb:Scan', arn.table('orders')),
      ),
    },
  }),
  role('bastion-host', 'Jump host.', '2020-07-01T10:00:00Z', service('ec2'), {
    inline: { session: policy(allow(['ssmmessages:*', 'ssm:UpdateInstanceInformation'], '*')) },
    instanceProfile: true,
  }),
  role('log-shipper', 'Ships access logs.', '2021-05-03T10:00:00Z', service('lambda'), {
    attached: LAMBDA_LOGS,
    inline: { logs: policy(allow('s3:GetObject', arn.objects('larkfield-access-logs'))) },
  }),
  role('image-resizer', 'Resizes product pictures.', '2021-05-17T10:00:00Z', service('lambda'), {
    attached: LAMBDA_LOGS,
    inline: {
      pictures: policy(allow(['s3:GetObject', 's3:PutObject'], arn.objects('larkfield-web-assets'))),
    },
  }),
  role('invoice-printer', 'Renders invoices.', '2021-08-02T10:00:00Z', service('lambda'), {
    attached: LAMBDA_LOGS,
    inline: { invoices: policy(allow('s3:PutObject', arn.objects('larkfield-invoices'))) },
  }),
  role('web-shop-build', 'Builds the shop.', '2023-02-13T08:50:00Z', service('codebuild'), {
    inline: {
      artefacts: policy(allow(['s3:GetObject', 's3:PutObject'], arn.objects(ARTIFACTS))),
      images: policy(
        allow('ecr:GetAuthorizationToken', '*'),
        allow(
          [
            'ecr:BatchCheckLayerAvailability',
            'ecr:InitiateLayerUpload',
            'ecr:UploadLayerPart',
            'ecr:CompleteLayerUpload',
            'ecr:PutImage',
          ],
          arn.repository('web-shop'),
          'PushShopImages',
        ),
      ),
    },
  }),
  role('order-workflow', 'Steps of an order.', '2023-05-08T08:50:00Z', service('states'), {
    inline: {
      steps: policy(
        allow('lambda:InvokeFunction', `arn:aws:lambda:${REGION}:${PRODUCTION}:function:orders-api`),
        allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage'], arn.queue('order-events')),
      ),
    },
  }),
  role('config-recorder', 'Records configuration.', '2020-06-15T10:00:00Z', service('config'), {
    inline: { deliver: policy(allow('s3:PutObject', arn.objects('larkfield-access-logs'))) },
  }),
  role(
    'AWSServiceRoleForSupport',
    'Enables resource access for AWS to provide billing, administrative and support services',
    '2020-05-04T07:50:00Z',
    service('support'),
    {
      path: '/aws-service-role/support.amazonaws.com/',
      lastUsed: null,
    },
  ),
  role(
    'AWSServiceRoleForTrustedAdvisor',
    'Access for the AWS Trusted Advisor Service to help reduce cost, increase performance, and improve security of your AWS environment.',
    '2020-05-04T07:50:00Z',
    service('trustedadvisor'),
    {
      path: '/aws-service-role/trustedadvisor.amazonaws.com/',
      lastUsed: null,
    },
  ),
];

export const ROLES: readonly Role[] = [...STORY, ...PEOPLE, ...OUTSIDE, ...WORKLOADS];

export function roleArn({ path, name }: Pick<Role, 'path' | 'name'>): string {
  return `arn:aws:iam::${PRODUCTION}:role${path}${name}`;
}
