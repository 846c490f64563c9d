import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createGzip } from 'node:zlib';

export interface AuditLogSize {
  readonly events: number;
  readonly eventsPerFile: number;
  readonly accounts: number;
  readonly nodes: number;
}

const WORK = [
  ['get', 'configmaps', ''],
  ['watch', 'pods', ''],
  ['list', 'endpointslices', 'discovery.k8s.io'],
  ['update', 'leases', 'coordination.k8s.io'],
  ['patch', 'deployments', 'apps'],
  ['get', 'secrets', ''],
  ['create', 'events', ''],
] as const;

/** The same numbers for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Writes rotated audit logs of a fictional cluster, gzip files with an event a line, over twenty days: service accounts at
 * their work, kubelets that ask for their tokens, some with the object that was asked for or answered.
 * @returns bytes before compression
 */
export async function generateAuditLog(folder: string, size: AuditLogSize): Promise<number> {
  const random = randomOf(7);
  mkdirSync(folder, { recursive: true });
  let bytes = 0;
  for (let from = 0, file = 0; from < size.events; from += size.eventsPerFile, file++) {
    const gzip = createGzip({ level: 1 });
    const out = createWriteStream(join(folder, `audit-${String(file).padStart(5, '0')}.log.gz`));
    gzip.pipe(out);
    const lines: string[] = [];
    for (let n = from; n < Math.min(size.events, from + size.eventsPerFile); n++)
      lines.push(JSON.stringify(event(n, random, size)));
    const text = `${lines.join('\n')}\n`;
    bytes += text.length;
    gzip.end(text);
    await once(out, 'close');
  }
  return bytes;
}

function event(n: number, random: () => number, { events, accounts, nodes }: AuditLogSize): object {
  const pick = (count: number) => Math.floor(random() ** 2 * count);
  const account = pick(accounts);
  const namespace = `team-${account % 60}`;
  const name = `service-${account}`;
  const time = new Date(Date.UTC(2026, 10, 1) + (n / events) * 20 * 86_400_000).toISOString();
  const shared = {
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    auditID: `${n.toString(16).padStart(8, '0')}-aaaa-4bbb-8ccc-dddddddddddd`,
    stage: 'ResponseComplete',
    requestReceivedTimestamp: time.replace('Z', '123Z'),
    stageTimestamp: time.replace('Z', '456Z'),
    annotations: {
      'authorization.k8s.io/decision': 'allow',
      'authorization.k8s.io/reason': `RBAC: allowed by RoleBinding "${name}/${namespace}" of Role "${name}"`,
    },
  };
  if (random() < 0.05) {
    const node = `node-${pick(nodes)}`;
    return {
      ...shared,
      level: 'Request',
      requestURI: `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`,
      verb: 'create',
      user: { username: `system:node:${node}`, groups: ['system:nodes', 'system:authenticated'] },
      sourceIPs: [`10.0.${pick(nodes) % 250}.9`],
      userAgent: 'kubelet/v1.33.1 (linux/amd64) kubernetes/5e2d8f1',
      objectRef: { resource: 'serviceaccounts', namespace, name, apiVersion: 'v1', subresource: 'token' },
      responseStatus: { metadata: {}, code: 201 },
      requestObject: {
        kind: 'TokenRequest',
        apiVersion: 'authentication.k8s.io/v1',
        spec: { audiences: [account % 3 === 0 ? 'sts.amazonaws.com' : 'https://kubernetes.default.svc'] },
      },
    };
  }
  const [verb, resource, group] = WORK[pick(WORK.length)] ?? WORK[0];
  const withObject = random() < 0.1;
  return {
    ...shared,
    level: withObject ? 'RequestResponse' : 'Metadata',
    requestURI: `/apis/${group}/v1/namespaces/${namespace}/${resource}/${name}?timeoutSeconds=30`,
    verb,
    user: {
      username: `system:serviceaccount:${namespace}:${name}`,
      uid: shared.auditID,
      groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
      extra: {
        'authentication.kubernetes.io/credential-id': [`JTI=${shared.auditID}`],
        'authentication.kubernetes.io/pod-name': [`${name}-${pick(20)}`],
      },
    },
    sourceIPs: [`10.1.${account % 250}.${pick(20)}`],
    userAgent: `${name}/v1.${pick(4)}.0 (linux/amd64) kubernetes/5e2d8f1`,
    objectRef: { resource, namespace, name, apiGroup: group === '' ? undefined : group, apiVersion: 'v1' },
    responseStatus: { metadata: {}, code: random() < 0.02 ? 404 : 200 },
    ...(withObject && {
      responseObject: {
        metadata: { name, namespace, labels: { app: name } },
        data: Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`key-${i}`, 'value '.repeat(8)])),
      },
    }),
  };
}
