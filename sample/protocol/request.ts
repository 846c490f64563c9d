import type { IncomingMessage } from 'node:http';
import type { Parameters } from './call.ts';
import { readRest } from './rest.ts';

/** Which protocol a request speaks, and so how it is answered. */
export type Protocol = 'query' | 'ec2' | 'json' | 'rest' | 's3';

export interface ReadRequest {
  readonly protocol: Protocol;
  readonly operation: string;
  readonly parameters: Parameters;
  readonly keyId: string | null;
}

const TARGETS: Readonly<Record<string, string>> = {
  secretsmanager: 'secretsmanager',
  TrentService: 'kms',
  DynamoDB_20120810: 'dynamodb',
  AmazonSSM: 'ssm',
  AmazonEC2ContainerServiceV20141113: 'ecs',
  CodeBuild_20161006: 'codebuild',
  AWSGlue: 'glue',
  SageMaker: 'sagemaker',
  AWSOrganizationsV20161128: 'organizations',
  AmazonSQS: 'sqs',
  AmazonEC2ContainerRegistry_V20150921: 'ecr',
  AWSStepFunctions: 'states',
  AppRunner: 'apprunner',
};
const VERSIONS: Readonly<Record<string, string>> = {
  '2010-05-08': 'iam',
  '2011-06-15': 'sts',
  '2010-05-15': 'cloudformation',
  '2016-11-15': 'ec2',
  '2010-03-31': 'sns',
  '2014-10-31': 'rds',
  '2011-01-01': 'autoscaling',
};
const BUCKET_QUESTIONS: readonly (readonly [parameter: string, operation: string])[] = [
  ['location', 'GetBucketLocation'],
  ['policy', 'GetBucketPolicy'],
  ['publicAccessBlock', 'GetPublicAccessBlock'],
  ['tagging', 'GetBucketTagging'],
  ['encryption', 'GetBucketEncryption'],
  ['acl', 'GetBucketAcl'],
  ['ownershipControls', 'GetBucketOwnershipControls'],
];

/** What a request asks, told by the header or the form that its protocol has. Throws nothing: an unknown operation is named as it came. */
export function readRequest(request: IncomingMessage, body: string): ReadRequest {
  const keyId = /^AWS4-HMAC-SHA256 Credential=([A-Z0-9]{16,128})\/.+Signature=[0-9a-f]{64}$/.exec(
    request.headers.authorization ?? '',
  )?.[1];
  const read =
    readTarget(request, body) ?? readPath(request, body) ?? readForm(request, body) ?? readBucket(request);
  return { ...read, keyId: keyId ?? null };
}

type Asked = Omit<ReadRequest, 'keyId'>;

function readTarget(request: IncomingMessage, body: string): Asked | null {
  const target = request.headers['x-amz-target'];
  if (typeof target !== 'string') return null;
  const [prefix = '', action = ''] = target.split('.');
  return { protocol: 'json', operation: `${TARGETS[prefix] ?? prefix}:${action}`, parameters: parse(body) };
}

function parse(body: string): Parameters {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Parameters) : {};
  } catch {
    return {};
  }
}

function readForm(request: IncomingMessage, body: string): Asked | null {
  if (request.method !== 'POST') return null;
  const form = new URLSearchParams(body);
  const service = VERSIONS[form.get('Version') ?? ''] ?? 'unknown';
  return {
    protocol: service === 'ec2' ? 'ec2' : 'query',
    operation: `${service}:${form.get('Action') ?? ''}`,
    parameters: Object.fromEntries(form),
  };
}

function readPath(request: IncomingMessage, body: string): Asked | null {
  const found = readRest(request, body);
  return found && { protocol: 'rest', ...found };
}

/** S3 names the bucket in the path, or in the host where that is a name and no address. */
function readBucket(request: IncomingMessage): Asked {
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? '127.0.0.1'}`);
  if (url.pathname.startsWith('/v20180820/configuration/'))
    return { protocol: 's3', operation: 's3control:GetPublicAccessBlock', parameters: {} };
  const host = /^(.+)\.localhost$/.exec(url.hostname)?.[1];
  const Bucket = host ?? decodeURIComponent(url.pathname.split('/')[1] ?? '');
  const parameters = { ...Object.fromEntries(url.searchParams), Bucket };
  const action =
    Bucket === ''
      ? 'ListBuckets'
      : BUCKET_QUESTIONS.find(([parameter]) => url.searchParams.has(parameter))?.[1];
  return { protocol: 's3', operation: `s3:${action ?? 'Unknown'}`, parameters };
}
