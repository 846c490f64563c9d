import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { REGION } from './estate/company.ts';
import { uuid } from './estate/ids.ts';
import { AUDITOR_KEY_ID, LEAKED_KEY_ID } from './estate/keys.ts';
import { type Faults, faultError } from './faults.ts';
import { type Plant, plantSecrets } from './plant.ts';
import { AwsError } from './protocol/call.ts';
import { answered, type Reply, refused } from './protocol/reply.ts';
import { type Protocol, type ReadRequest, readRequest } from './protocol/request.ts';
import { refuse } from './services/denied.ts';
import { OPERATIONS } from './services/registry.ts';
import { roleOfSessionKey, userOfKey } from './services/sts.ts';

export interface SampleEstateOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Puts a text into every free-text field of every answer; see canary.ts. */
  readonly plant?: Plant;
  readonly faults?: Faults;
}

export interface SampleEstate {
  /** `http://127.0.0.1:PORT`, for every service. */
  readonly endpoint: string;
  readonly region: string;
  /** Those of the estate's read-only user, to collect with. They are good for this server only. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** The key of the story. */
  readonly leakedKeyId: string;
  /** The operations answered so far, in order of arrival. */
  readonly calls: () => readonly string[];
  readonly close: () => Promise<void>;
}

const LARGEST_BODY = 1_048_576;

/**
 * Serves the sample estate on loopback, as AWS's own endpoints would: identities, data stores and workloads. Nothing can
 * be changed through it. A request must be signed by a key of the estate; the signature itself is not
 * checked.
 */
export async function startSampleEstate(options: SampleEstateOptions = {}): Promise<SampleEstate> {
  const attempts = new Map<string, number>();
  const calls: string[] = [];
  const server = createServer((request, response) => {
    readBody(request).then(
      (body) => {
        const read = readRequest(request, body);
        calls.push(read.operation);
        const attempt = (attempts.get(read.operation) ?? 0) + 1;
        attempts.set(read.operation, attempt);
        const fault = options.faults?.({ operation: read.operation, attempt }) ?? null;
        if (fault === 'reset') return void request.socket.destroy();
        const failure = fault === null ? null : faultError(fault, read.operation);
        const reply = replyTo(read, requestIdOf(request, body), options.plant, failure);
        send(response, reply, fault === 'truncated');
      },
      () => request.socket.destroy(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    region: REGION,
    credentials: { accessKeyId: AUDITOR_KEY_ID, secretAccessKey: 'sample-estate-only-not-a-real-secret-key' },
    leakedKeyId: LEAKED_KEY_ID,
    calls: () => calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function replyTo(
  read: ReadRequest,
  requestId: string,
  plant: Plant | undefined,
  failure: AwsError | null,
): Reply {
  const { protocol, operation, parameters } = read;
  try {
    if (failure !== null) throw failure;
    const call = { operation, parameters, keyId: signer(protocol, read.keyId), requestId };
    refuse(call);
    const handler = OPERATIONS[operation];
    if (handler === undefined) throw unknownOperation(protocol, operation);
    const answer = handler(call);
    return answered(protocol, operation, plant ? plantSecrets(operation, answer, plant) : answer, requestId);
  } catch (error) {
    if (!(error instanceof AwsError)) {
      return refused(
        protocol,
        operation,
        new AwsError('InternalFailure', 500, `The sample estate failed: ${String(error)}`),
        requestId,
      );
    }
    const message = plant ? `${error.message} ${plant(`${operation}/error`)}` : error.message;
    return refused(
      protocol,
      operation,
      new AwsError(error.code, error.status, message, error.resource),
      requestId,
    );
  }
}

/** The key that signed, which must be one of the estate's. */
function signer(protocol: Protocol, keyId: string | null): string {
  if (keyId === null) {
    const code = {
      query: 'MissingAuthenticationToken',
      ec2: 'AuthFailure',
      json: 'MissingAuthenticationTokenException',
      rest: 'MissingAuthenticationTokenException',
      s3: 'AccessDenied',
    };
    throw new AwsError(code[protocol], 403, 'Request is missing Authentication Token');
  }
  if (userOfKey(keyId) === null && roleOfSessionKey(keyId) === null) {
    const code = {
      query: 'InvalidClientTokenId',
      ec2: 'AuthFailure',
      json: 'UnrecognizedClientException',
      rest: 'UnrecognizedClientException',
      s3: 'InvalidAccessKeyId',
    };
    throw new AwsError(
      code[protocol],
      protocol === 'json' ? 400 : 403,
      'The security token included in the request is invalid.',
    );
  }
  return keyId;
}

function unknownOperation(protocol: Protocol, operation: string): AwsError {
  if (protocol === 's3')
    return new AwsError('NotImplemented', 501, 'The sample estate does not answer this request.');
  const form = protocol === 'query' || protocol === 'ec2';
  const code = form ? 'InvalidAction' : 'UnknownOperationException';
  return new AwsError(code, 400, `The sample estate does not answer ${operation}.`);
}

/** The same for the same question, so that two collections of the estate are equal. */
function requestIdOf(request: IncomingMessage, body: string): string {
  const asked = createHash('sha256').update(`${request.method} ${request.url}\n${body}`).digest('hex');
  return uuid(`request/${request.headers['x-amz-target'] ?? ''}/${asked}`);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size > LARGEST_BODY) throw new Error('The request is too large.');
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, reply: Reply, breakOff: boolean): void {
  const body = Buffer.from(reply.body);
  response.writeHead(reply.status, { ...reply.headers, 'content-length': String(body.length) });
  if (!breakOff) return void response.end(body);
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
}
