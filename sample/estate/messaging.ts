import { arn, type PolicyDocument, PRODUCTION, policy, REGION, SHARED_SERVICES } from './company.ts';

const regional = (service: string, name: string) => `arn:aws:${service}:${REGION}:${PRODUCTION}:${name}`;

/** What the company passes messages through, what it builds images into, and its one database. */
export interface Queue {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly policy: PolicyDocument | null;
}

function queue(name: string, document: PolicyDocument | null = null): Queue {
  const url = `https://sqs.${REGION}.amazonaws.com/${PRODUCTION}/${name}`;
  return { name, arn: arn.queue(name), url, policy: document };
}

export const PRICE_UPDATES = regional('sns', 'price-updates');

export const QUEUES: readonly Queue[] = [
  queue('order-events'),
  queue(
    'price-updates-shop',
    policy({
      Sid: 'FromTheTopic',
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: arn.queue('price-updates-shop'),
      Condition: { ArnEquals: { 'aws:SourceArn': PRICE_UPDATES } },
    }),
  ),
];

export interface Topic {
  readonly arn: string;
  readonly policy: PolicyDocument;
}

/** As SNS makes it of itself: whoever is of the owner's account. */
function ownAccount(topic: string) {
  return {
    Sid: '__default_statement_ID',
    Effect: 'Allow' as const,
    Principal: { AWS: '*' },
    Action: ['SNS:GetTopicAttributes', 'SNS:SetTopicAttributes', 'SNS:Subscribe', 'SNS:Publish'],
    Resource: topic,
    Condition: { StringEquals: { 'AWS:SourceOwner': PRODUCTION } },
  };
}

const ALERTS = regional('sns', 'platform-alerts');

export const TOPICS: readonly Topic[] = [
  { arn: ALERTS, policy: policy(ownAccount(ALERTS)) },
  {
    arn: PRICE_UPDATES,
    policy: policy(ownAccount(PRICE_UPDATES), {
      Sid: 'SharedServicesSubscribe',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${SHARED_SERVICES}:root` },
      Action: 'sns:Subscribe',
      Resource: PRICE_UPDATES,
    }),
  },
];

export interface Repository {
  readonly name: string;
  readonly arn: string;
  readonly uri: string;
  readonly created: string;
  readonly mutable: boolean;
  readonly policy: PolicyDocument | null;
}

function repository(
  name: string,
  created: string,
  mutable: boolean,
  document: PolicyDocument | null,
): Repository {
  const uri = `${PRODUCTION}.dkr.ecr.${REGION}.amazonaws.com/${name}`;
  return { name, arn: arn.repository(name), uri, created, mutable, policy: document };
}

export const REPOSITORIES: readonly Repository[] = [
  repository(
    'report-exporter',
    '2025-06-02T08:30:00Z',
    false,
    policy({
      Sid: 'SharedServicesPull',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${SHARED_SERVICES}:root` },
      Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
    }),
  ),
  repository('web-shop', '2023-02-13T08:55:00Z', true, null),
];

export const DATABASE = {
  name: 'orders-reporting',
  arn: regional('rds', 'db:orders-reporting'),
  created: '2021-01-11T10:15:00Z',
} as const;
