/**
 * Larkfield Supplies, a fictional mail-order company. Its production account is collected; the others are only
 * mentioned by its policies.
 */
export const PRODUCTION = '111122223333';
export const SHARED_SERVICES = '444455556666';
/** The organization the accounts are in; its management account is not collected. */
export const ORGANIZATION = { id: 'o-larkfield1', management: '222233334444' } as const;
/** A monitoring vendor of Larkfield's. */
export const VENDOR = '999988887777';
export const REGION = 'eu-central-1';

export const arn = {
  user: (name: string) => `arn:aws:iam::${PRODUCTION}:user/${name}`,
  group: (name: string) => `arn:aws:iam::${PRODUCTION}:group/${name}`,
  role: (name: string) => `arn:aws:iam::${PRODUCTION}:role/${name}`,
  policy: (name: string) => `arn:aws:iam::${PRODUCTION}:policy/${name}`,
  awsPolicy: (name: string) => `arn:aws:iam::aws:policy/${name}`,
  bucket: (name: string) => `arn:aws:s3:::${name}`,
  objects: (name: string) => `arn:aws:s3:::${name}/*`,
  secret: (name: string) => `arn:aws:secretsmanager:${REGION}:${PRODUCTION}:secret:${name}`,
  key: (id: string) => `arn:aws:kms:${REGION}:${PRODUCTION}:key/${id}`,
  table: (name: string) => `arn:aws:dynamodb:${REGION}:${PRODUCTION}:table/${name}`,
  repository: (name: string) => `arn:aws:ecr:${REGION}:${PRODUCTION}:repository/${name}`,
  queue: (name: string) => `arn:aws:sqs:${REGION}:${PRODUCTION}:${name}`,
  parameter: (name: string) => `arn:aws:ssm:${REGION}:${PRODUCTION}:parameter${name}`,
} as const;

/** A policy document as IAM keeps it. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Id?: string;
  readonly Statement: readonly Statement[];
}
export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly [element: string]: unknown;
}
export type Tags = Readonly<Record<string, string>>;

export function policy(...statements: readonly Statement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}
