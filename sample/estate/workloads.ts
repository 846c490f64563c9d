import { arn, type PolicyDocument, PRODUCTION, policy, REGION, type Tags } from './company.ts';

/** What runs in the account, and as which role. Environment values never matter: whoever collects drops them. */

const regional = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${PRODUCTION}:${rest}`;

export interface LambdaFunction {
  readonly name: string;
  readonly arn: string;
  readonly description: string;
  readonly role: string;
  readonly runtime: string;
  readonly modified: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly policy: PolicyDocument | null;
}

export const FUNCTIONS: readonly LambdaFunction[] = [
  {
    name: 'orders-api',
    arn: regional('lambda', 'function:orders-api'),
    description: 'Orders of the shop.',
    role: arn.role('orders-api'),
    runtime: 'nodejs22.x',
    modified: '2026-11-12T15:40:00.000+0000',
    environment: { STAGE: 'production', ORDERS_TABLE: 'orders' },
    policy: policy({
      Sid: 'FromTheGateway',
      Effect: 'Allow',
      Principal: { Service: 'apigateway.amazonaws.com' },
      Action: 'lambda:InvokeFunction',
      Resource: regional('lambda', 'function:orders-api'),
      Condition: { StringEquals: { 'aws:SourceAccount': PRODUCTION } },
    }),
  },
  {
    name: 'image-resizer',
    arn: regional('lambda', 'function:image-resizer'),
    description: 'Makes product pictures small.',
    role: arn.role('image-resizer'),
    runtime: 'python3.13',
    modified: '2025-02-03T10:15:00.000+0000',
    environment: { WIDTHS: '320,960' },
    policy: null,
  },
];

export interface Instance {
  readonly id: string;
  /** Also the name of its instance profile. */
  readonly role: string;
  readonly launched: string;
  readonly address: string;
  readonly tags: Tags;
}

export const INSTANCES: readonly Instance[] = [
  {
    id: 'i-0b5f2d9c417ae8360',
    role: 'bastion-host',
    launched: '2026-09-01T05:00:00Z',
    address: '10.20.0.12',
    tags: { Name: 'bastion', team: 'platform' },
  },
];

export interface BuildProject {
  readonly name: string;
  readonly arn: string;
  readonly description: string;
  readonly role: string;
  readonly repository: string;
  readonly created: string;
  readonly environment: Readonly<Record<string, string>>;
}

export const BUILD_PROJECTS: readonly BuildProject[] = [
  {
    name: 'web-shop-build',
    arn: regional('codebuild', 'project/web-shop-build'),
    description: 'Builds the shop.',
    role: arn.role('web-shop-build'),
    repository: 'https://github.com/larkfield-example/web-shop.git',
    created: '2023-02-13T09:00:00Z',
    environment: { NODE_ENV: 'production' },
  },
];

/** What the bastion is launched from. */
export const LAUNCH_TEMPLATE = {
  id: 'lt-0a9b8c7d6e5f40312',
  name: 'bastion',
  profile: `arn:aws:iam::${PRODUCTION}:instance-profile/bastion-host`,
  created: '2026-08-31T15:00:00Z',
} as const;

export const STATE_MACHINE = {
  name: 'order-fulfilment',
  arn: regional('states', 'stateMachine:order-fulfilment'),
  role: arn.role('order-workflow'),
  created: '2023-05-08T09:00:00Z',
} as const;

/** The payments containers: one cluster, one service, one task. */
export const PAYMENTS = {
  cluster: regional('ecs', 'cluster/payments'),
  service: regional('ecs', 'service/payments/payments-api'),
  definition: regional('ecs', 'task-definition/payments-api:14'),
  task: regional('ecs', 'task/payments/5d0f1c9b8a7e4c36921d4be07f6a2c11'),
  role: arn.role('payments-service'),
  registered: '2026-10-05T12:00:00Z',
} as const;
