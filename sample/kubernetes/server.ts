import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { CLUSTER } from '../estate/cluster.ts';
import { uuid } from '../estate/ids.ts';
import type { Answer } from './answer.ts';
import { failure } from './answer.ts';
import { makeAuthority } from './certificate.ts';
import type { KubernetesObject } from './estate/object.ts';
import { OBJECTS } from './estate/registry.ts';
import { type ClusterFaults, faultAnswer } from './faults.ts';
import { READER, respond } from './respond.ts';

export interface SampleClusterOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly faults?: ClusterFaults;
  /** Kinds, in the plural, that the person who collects may not list. */
  readonly lacks?: readonly string[];
  /** Other objects than those of the story. */
  readonly objects?: readonly KubernetesObject[];
}

export interface SampleCluster {
  /** `https://127.0.0.1:PORT` */
  readonly endpoint: string;
  /** Text of a kubeconfig with one context, of the person who collects. */
  readonly kubeconfig: string;
  /** The same, of a person who logs in with a certificate and not with a token. */
  readonly kubeconfigByCertificate: string;
  readonly context: string;
  /** Requests so far, in order of arrival: `GET /api/v1/pods?limit=500`, with the `Accept` header behind a blank. */
  readonly requests: () => readonly string[];
  readonly close: () => Promise<void>;
}

/** Good for this server only. */
const TOKEN = 'sample-cluster-only-not-a-real-token';
const LARGEST_BODY = 1_048_576;

/**
 * Serves the sample cluster on loopback, as a Kubernetes API server would to somebody who may read: discovery, lists in
 * pages, the forms that leave content out, questions about oneself. It takes no changes.
 */
export async function startSampleCluster(options: SampleClusterOptions = {}): Promise<SampleCluster> {
  const objects = options.objects ?? OBJECTS;
  const requests: string[] = [];
  const attempts = new Map<string, number>();
  const authority = makeAuthority('sample cluster');
  const own = authority.issue({ commonName: 'kube-apiserver' }, ['127.0.0.1']);
  const reader = authority.issue({ commonName: READER.username, organizations: ['larkfield:auditors'] });
  const tls = { key: own.key, cert: own.certificate, ca: authority.certificate };
  const server = createServer(
    { ...tls, requestCert: true, rejectUnauthorized: false },
    async (request, response) => {
      const url = new URL(request.url ?? '/', 'http://sample');
      const { accept } = request.headers;
      requests.push(`${request.method} ${url.pathname}${url.search} ${accept ?? ''}`);
      const body = await readBody(request).catch(() => null);
      if (body === null) return void request.socket.destroy();
      const page = `${url.pathname} ${url.searchParams.get('continue') ?? ''}`;
      const attempt = (attempts.get(page) ?? 0) + 1;
      attempts.set(page, attempt);
      const { pathname: path, searchParams: query } = url;
      const fault = options.faults?.({ path, query, attempt, number: requests.length }) ?? null;
      if (fault === 'reset') return void request.socket.destroy();
      const answer =
        (fault === null ? null : faultAnswer(fault, path, query.get('continue'))) ??
        (isReader(request)
          ? respond({ method: request.method ?? 'GET', path, query, accept }, objects, options.lacks)
          : failure(401, 'Unauthorized', 'Unauthorized'));
      send(response, answer, uuid(`audit/${request.method} ${request.url}`), fault === 'truncated');
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const endpoint = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    endpoint,
    kubeconfig: kubeconfig(endpoint, authority.certificate, { token: TOKEN }),
    kubeconfigByCertificate: kubeconfig(endpoint, authority.certificate, {
      'client-certificate-data': base64(reader.certificate),
      'client-key-data': base64(reader.key),
    }),
    context: CLUSTER.name,
    requests: () => requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Whether the request comes from the one person who may, by token or by certificate. */
function isReader(request: IncomingMessage): boolean {
  if (request.headers.authorization === `Bearer ${TOKEN}`) return true;
  const socket = request.socket as TLSSocket;
  return socket.authorized && socket.getPeerCertificate().subject.CN === READER.username;
}

/** As `aws eks update-kubeconfig` names things. */
function kubeconfig(server: string, authority: string, user: Readonly<Record<string, string>>): string {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': CLUSTER.name,
    clusters: [{ name: CLUSTER.arn, cluster: { server, 'certificate-authority-data': base64(authority) } }],
    users: [{ name: 'auditor', user }],
    contexts: [{ name: CLUSTER.name, context: { cluster: CLUSTER.arn, user: 'auditor' } }],
  };
  // JSON is YAML.
  return `${JSON.stringify(config, null, 2)}\n`;
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

async function readBody(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > LARGEST_BODY) throw new Error('The request is too large.');
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, answer: Answer, auditId: string, breakOff: boolean): void {
  const body = Buffer.from(JSON.stringify(answer.body));
  response.writeHead(answer.status, {
    'content-type': 'application/json',
    'content-length': String(body.length),
    'audit-id': auditId,
    ...answer.headers,
  });
  if (!breakOff) return void response.end(body);
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
}
