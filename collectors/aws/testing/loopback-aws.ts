import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from '../../../schema/json.ts';
import { readRest } from './rest-routes.ts';
import { toXml } from './to-xml.ts';

/** A request as AWS would understand it: `iam:ListAccessKeys` and its parameters. */
export interface AwsRequest {
  readonly operation: string;
  readonly parameters: Readonly<Record<string, Json>>;
  /** Counts all requests, from 1. */
  readonly number: number;
}

export interface Failure {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** What happens to a request instead of its answer, or before it. */
export type Weather =
  | { readonly kind: 'error'; readonly failure: Failure }
  | { readonly kind: 'reset' | 'truncate' | 'garbage' }
  | { readonly kind: 'delay'; readonly ms: number };

export type Answerer = (request: AwsRequest) => Json | Failure | undefined;

export interface LoopbackAws {
  readonly endpoint: string;
  readonly requests: AwsRequest[];
  weather: (request: AwsRequest) => Weather | undefined;
  close(): Promise<void>;
}

export function failure(status: number, code: string, message: string): Failure {
  return { status, code, message };
}

const JSON_TARGETS: Readonly<Record<string, string>> = {
  AmazonSSM: 'ssm',
  secretsmanager: 'secretsmanager',
  TrentService: 'kms',
  DynamoDB_20120810: 'dynamodb',
  AmazonEC2ContainerServiceV20141113: 'ecs',
  CodeBuild_20161006: 'codebuild',
  AWSGlue: 'glue',
  AmazonSQS: 'sqs',
  AmazonEC2ContainerRegistry_V20150921: 'ecr',
  AWSStepFunctions: 'states',
  AppRunner: 'apprunner',
  SageMaker: 'sagemaker',
  AWSOrganizationsV20161128: 'organizations',
  CloudTrail_20131101: 'cloudtrail',
};
const QUERY_VERSIONS: Readonly<Record<string, string>> = {
  '2010-05-08': 'iam',
  '2011-06-15': 'sts',
  '2010-05-15': 'cloudformation',
  '2016-11-15': 'ec2',
  '2010-03-31': 'sns',
  '2014-10-31': 'rds',
  '2011-01-01': 'autoscaling',
};
/** Services that answer paths with JSON. */
const REST_SERVICES: ReadonlySet<string> = new Set(['lambda', 'eks', 'batch']);
const S3_QUERIES: Readonly<Record<string, string>> = {
  location: 'GetBucketLocation',
  policy: 'GetBucketPolicy',
  publicAccessBlock: 'GetPublicAccessBlock',
  tagging: 'GetBucketTagging',
  encryption: 'GetBucketEncryption',
  acl: 'GetBucketAcl',
  ownershipControls: 'GetBucketOwnershipControls',
};

/**
 * Serves AWS's wire protocols (query with XML in its two forms, JSON 1.x, REST with JSON, S3) on loopback, for the real SDK. What it answers is given;
 * what goes wrong on the way can be changed at any time.
 */
export async function startLoopbackAws(answer: Answerer): Promise<LoopbackAws> {
  const requests: AwsRequest[] = [];
  const server = createServer(async (message, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk as Buffer);
    const request = { ...understand(message, Buffer.concat(chunks).toString()), number: requests.length + 1 };
    requests.push(request);
    const weather = aws.weather(request);
    if (weather?.kind === 'reset') return void message.socket.resetAndDestroy();
    if (weather?.kind === 'delay') await new Promise((resolve) => setTimeout(resolve, weather.ms));
    const found =
      weather?.kind === 'error'
        ? weather.failure
        : (answer(request) ?? failure(400, 'InvalidAction', `no answer for ${request.operation}`));
    reply(response, request, found, weather?.kind);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const aws: LoopbackAws = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    weather: () => undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return aws;
}

/** Which operation a request is, and its parameters. */
export function understand(message: IncomingMessage, body: string): Omit<AwsRequest, 'number'> {
  const target = message.headers['x-amz-target'];
  if (typeof target === 'string') {
    const [prefix = '', name] = target.split('.');
    return { operation: `${JSON_TARGETS[prefix]}:${name}`, parameters: JSON.parse(body || '{}') };
  }
  if (
    message.method === 'POST' &&
    /^application\/x-www-form-urlencoded/.test(message.headers['content-type'] ?? '')
  ) {
    const { Action, Version, ...parameters } = Object.fromEntries(new URLSearchParams(body));
    return { operation: `${QUERY_VERSIONS[Version ?? '']}:${Action}`, parameters };
  }
  const url = new URL(message.url ?? '/', 'http://localhost');
  const rest = readRest(message, url, body);
  if (rest) return rest;
  const [, functionName, below] = /^\/2015-03-31\/functions\/?([^/]*)(\/policy)?$/.exec(url.pathname) ?? [];
  if (functionName === '')
    return { operation: 'lambda:ListFunctions', parameters: Object.fromEntries(url.searchParams) };
  if (functionName !== undefined && below !== undefined)
    return { operation: 'lambda:GetPolicy', parameters: { FunctionName: decodeURIComponent(functionName) } };
  const bucket = decodeURIComponent(url.pathname.slice(1)).replace(/\/$/, '');
  const query = [...url.searchParams.keys()].find((name) => name in S3_QUERIES);
  return bucket === ''
    ? { operation: 's3:ListBuckets', parameters: {} }
    : { operation: `s3:${S3_QUERIES[query ?? ''] ?? 'ListObjects'}`, parameters: { Bucket: bucket } };
}

function isFailure(value: Json | Failure): value is Failure {
  return typeof value === 'object' && value !== null && 'status' in value && 'code' in value;
}

/** Writes an answer, or a failure, as the operation's protocol has it. */
export function reply(
  response: ServerResponse,
  request: AwsRequest,
  found: Json | Failure,
  weather?: string,
): void {
  const [service = '', name] = request.operation.split(':');
  const json = REST_SERVICES.has(service) || Object.values(JSON_TARGETS).includes(service);
  const id = `request-${request.number}`;
  const status = isFailure(found) ? found.status : 200;
  let body: string;
  if (json) body = JSON.stringify(isFailure(found) ? { __type: found.code, message: found.message } : found);
  else if (isFailure(found)) {
    const error = toXml({ Code: found.code, Message: found.message, RequestId: id });
    body =
      service === 's3'
        ? `<Error>${error}</Error>`
        : service === 'ec2'
          ? `<Response><Errors><Error>${error}</Error></Errors><RequestID>${id}</RequestID></Response>`
          : `<ErrorResponse><Error>${error}</Error><RequestId>${id}</RequestId></ErrorResponse>`;
  } else if (service === 's3' || service === 's3control')
    body = typeof found === 'string' ? found : toXml(found);
  else if (service === 'ec2')
    body = `<${name}Response><requestId>${id}</requestId>${toXml(found, 'item')}</${name}Response>`;
  else
    body = `<${name}Response><${name}Result>${toXml(found)}</${name}Result><ResponseMetadata><RequestId>${id}</RequestId></ResponseMetadata></${name}Response>`;
  if (weather === 'garbage') body = '<html><title>Bad gateway';
  response.writeHead(status, {
    'content-type': json ? 'application/x-amz-json-1.1' : 'text/xml',
    'x-amzn-requestid': id,
    'x-amz-request-id': id,
    'content-length': Buffer.byteLength(body),
  });
  if (weather !== 'truncate') return void response.end(body);
  response.write(body.slice(0, body.length / 2));
  setTimeout(() => response.destroy(), 5);
}
