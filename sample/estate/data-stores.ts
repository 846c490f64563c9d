import type { PolicyDocument, Tags } from './company.ts';
import { arn, policy, SHARED_SERVICES } from './company.ts';
import { ARCHIVES_KEY_ID, PAYMENTS_KEY_ID } from './kms-keys.ts';

export interface Bucket {
  readonly name: string;
  readonly created: string;
  readonly tags: Tags;
  readonly policy: PolicyDocument | null;
  readonly publicAccessBlocked: boolean;
  /** Customer managed key that encrypts new objects; S3's own key where there is none. */
  readonly kmsKeyId?: string;
}

function objectsPolicy(bucket: string, ...statements: readonly Record<string, unknown>[]): PolicyDocument {
  return policy(
    ...statements.map((statement) => ({
      Effect: 'Allow' as const,
      Resource: [arn.bucket(bucket), arn.objects(bucket)],
      ...statement,
    })),
  );
}

export const BUCKETS: readonly Bucket[] = [
  {
    name: 'larkfield-access-logs',
    created: '2020-06-15T09:00:00Z',
    tags: { team: 'platform' },
    policy: objectsPolicy('larkfield-access-logs', {
      Sid: 'OnlyEncryptedTransport',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
    publicAccessBlocked: true,
  },
  {
    // The crown jewel.
    name: 'larkfield-customer-exports',
    created: '2022-11-28T09:00:00Z',
    tags: { 'data-classification': 'restricted', team: 'data' },
    policy: objectsPolicy('larkfield-customer-exports', {
      Sid: 'NobodyElse',
      Effect: 'Deny',
      Principal: '*',
      Action: ['s3:GetObject*', 's3:PutObject*', 's3:DeleteObject*', 's3:ListBucket*'],
      Condition: {
        ArnNotLike: {
          'aws:PrincipalArn': [
            arn.role('exports-job'),
            arn.role('payments-api'),
            arn.role('platform-deploy'),
            arn.role('sso-administrator'),
            arn.role('break-glass-admin'),
          ],
        },
      },
    }),
    publicAccessBlocked: true,
  },
  {
    // Nobody but human resources may read its policy: the one that collection does not see.
    name: 'larkfield-hr-archive',
    created: '2020-08-10T09:00:00Z',
    tags: { 'data-classification': 'internal', team: 'people' },
    policy: null,
    publicAccessBlocked: true,
    kmsKeyId: ARCHIVES_KEY_ID,
  },
  {
    name: 'larkfield-invoices',
    created: '2021-08-02T09:00:00Z',
    tags: { 'data-classification': 'internal', team: 'finance' },
    policy: null,
    publicAccessBlocked: true,
  },
  {
    name: 'larkfield-release-artifacts',
    created: '2020-07-20T09:00:00Z',
    tags: { team: 'platform' },
    policy: null,
    publicAccessBlocked: true,
  },
  {
    name: 'larkfield-terraform-state',
    created: '2020-05-04T09:30:00Z',
    tags: { 'data-classification': 'internal', team: 'platform' },
    policy: null,
    publicAccessBlocked: true,
  },
  {
    name: 'larkfield-web-assets',
    created: '2020-07-27T09:00:00Z',
    tags: {},
    policy: policy({
      Sid: 'PublicPictures',
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: arn.objects('larkfield-web-assets'),
    }),
    publicAccessBlocked: false,
  },
];

/** Canonical user id of the account, as S3 names the owner of a bucket. */
export const CANONICAL_ID = '1111222233330000aaaabbbbccccddddeeeeffff0000111122223333aaaabbbb';

export interface Secret {
  /** Secrets Manager adds six characters to the name. */
  readonly suffix: string;
  readonly name: string;
  readonly description: string;
  readonly kmsKeyId: string | null;
  readonly created: string;
  readonly lastAccessed: string;
  readonly rotation: boolean;
  readonly tags: Tags;
  readonly policy: PolicyDocument | null;
}

export const SECRETS: readonly Secret[] = [
  {
    name: 'payments/provider-api-key',
    suffix: 'Qm4tZa',
    description: 'Credentials of the payment provider',
    kmsKeyId: arn.key(PAYMENTS_KEY_ID),
    created: '2021-09-13T10:20:00Z',
    lastAccessed: '2026-11-20T00:00:00Z',
    rotation: false,
    tags: { 'data-classification': 'restricted', team: 'payments' },
    policy: null,
  },
  {
    name: 'orders/database',
    suffix: 'h7Rw2c',
    description: 'Reporting database of the orders service',
    kmsKeyId: null,
    created: '2021-01-11T10:20:00Z',
    lastAccessed: '2026-11-20T00:00:00Z',
    rotation: true,
    tags: { team: 'orders' },
    policy: null,
  },
  {
    name: 'shared/webhook-signing',
    suffix: 'Xb9LpE',
    description: 'Signs webhooks of the payment provider between the two accounts',
    // No other account can use the key that AWS manages for the account.
    kmsKeyId: arn.key(PAYMENTS_KEY_ID),
    created: '2022-03-01T10:00:00Z',
    lastAccessed: '2026-11-18T00:00:00Z',
    rotation: false,
    tags: {},
    policy: policy({
      Sid: 'SharedServicesRead',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${SHARED_SERVICES}:role/webhook-gateway` },
      Action: 'secretsmanager:GetSecretValue',
      Resource: '*',
    }),
  },
];

export function secretArn({ name, suffix }: Pick<Secret, 'name' | 'suffix'>): string {
  return arn.secret(`${name}-${suffix}`);
}

export interface Table {
  readonly name: string;
  readonly key: string;
  readonly created: string;
  readonly items: number;
  readonly tags: Tags;
  readonly policy: PolicyDocument | null;
}

export const TABLES: readonly Table[] = [
  {
    name: 'carts',
    key: 'cartId',
    created: '2021-01-11T10:30:00Z',
    items: 18_204,
    tags: { team: 'orders' },
    policy: null,
  },
  {
    name: 'orders',
    key: 'orderId',
    created: '2021-01-11T10:31:00Z',
    items: 2_406_113,
    tags: { 'data-classification': 'internal', team: 'orders' },
    policy: null,
  },
  {
    name: 'partners',
    key: 'partnerId',
    created: '2022-03-01T10:10:00Z',
    items: 214,
    tags: {},
    policy: policy({
      Sid: 'SharedServicesLookUp',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${SHARED_SERVICES}:role/partner-portal` },
      Action: ['dynamodb:GetItem', 'dynamodb:Query'],
      Resource: arn.table('partners'),
    }),
  },
];

export interface Parameter {
  readonly name: string;
  readonly type: 'String' | 'SecureString';
  readonly description: string;
  readonly modified: string;
  readonly modifiedBy: string;
}

export const PARAMETERS: readonly Parameter[] = [
  {
    name: '/ci/registry-token',
    type: 'SecureString',
    description: 'Token of the container registry',
    modified: '2025-11-03T10:00:00Z',
    modifiedBy: arn.user('amara.okafor'),
  },
  {
    name: '/orders/db/host',
    type: 'String',
    description: 'Host of the reporting database',
    modified: '2023-04-17T10:00:00Z',
    modifiedBy: arn.user('chiara.rossi'),
  },
  {
    name: '/orders/db/password',
    type: 'SecureString',
    description: 'To be moved to Secrets Manager',
    modified: '2023-04-17T10:01:00Z',
    modifiedBy: arn.user('chiara.rossi'),
  },
  {
    name: '/payments/endpoint',
    type: 'String',
    description: 'Address of the payment provider',
    modified: '2024-01-22T10:00:00Z',
    modifiedBy: arn.user('daniel.weiss'),
  },
];
