import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../../sample/kubernetes/estate/object.ts';
import { object } from '../../sample/kubernetes/estate/object.ts';
import type { ClusterFaults } from '../../sample/kubernetes/faults.ts';
import { type SampleCluster, startSampleCluster } from '../../sample/kubernetes/server.ts';
import type { JsonObject } from '../../schema/json.ts';
import { createSnapshot, resumeSnapshot } from '../../schema/snapshot/create.ts';
import type { SnapshotReader, SnapshotWriter } from '../../schema/snapshot/types.ts';
import { contentOf } from '../testing/compare.ts';
import { type CollectKubernetesOptions, collectKubernetes } from './collect.ts';
import { foreseenDenials } from './foresee.ts';
import { KUBERNETES_RESOURCES } from './registry.ts';

let folder: string;
let clusters: SampleCluster[];
let writers: SnapshotWriter[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trustpath-cluster-'));
  clusters = [];
  writers = [];
});
afterEach(async () => {
  for (const writer of writers) writer.close();
  for (const cluster of clusters) await cluster.close();
  rmSync(folder, { recursive: true });
});

async function serve(faults?: ClusterFaults, objects?: readonly KubernetesObject[]): Promise<SampleCluster> {
  const cluster = await startSampleCluster({ ...(faults && { faults }), ...(objects && { objects }) });
  clusters.push(cluster);
  return cluster;
}
function create(name = 'out'): SnapshotWriter {
  const writer = createSnapshot(join(folder, `${name}.trustpath`), {
    createdBy: 'test',
    createdAt: new Date().toISOString(),
  });
  writers.push(writer);
  return writer;
}
const collect = (writer: SnapshotWriter, cluster: SampleCluster, more: CollectKubernetesOptions = {}) =>
  collectKubernetes(writer, { kubeconfigText: cluster.kubeconfig, ...more });

const coverage = (reader: SnapshotReader, operation: string) =>
  reader.coverage().find((record) => record.operation === operation);
function items(reader: SnapshotReader, operation: string): JsonObject[] {
  return [...reader.calls({ operation })].flatMap((call) =>
    call.observation === null
      ? []
      : ((reader.document(call.observation) as JsonObject).items as JsonObject[]),
  );
}
const namesOf = (reader: SnapshotReader, operation: string) =>
  items(reader, operation).map((item) => String((item.metadata as JsonObject).name));
const manyPods = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    object('v1', 'Pod', `shop/pod-${String(index).padStart(5, '0')}`, {
      spec: { serviceAccountName: 'default', containers: [{ name: 'app', image: 'example.com/app' }] },
    }),
  );
describe('a cluster', () => {
  it('is collected whole: who asks, its version, its issuer, and every kind', async () => {
    const cluster = await serve();
    const writer = create();
    expect(await collect(writer, cluster)).toEqual({
      sources: ['kubernetes:larkfield-prod'],
      gaps: 0,
      stopped: null,
    });
    const reader = writer.reader();
    expect(reader.sources()).toMatchObject([
      {
        kind: 'kubernetes',
        account: 'larkfield-prod',
        principal: 'auditor@example.com',
        endedAt: expect.any(String),
      },
    ]);
    expect(namesOf(reader, 'list v1/namespaces')).toContain('payments');
    expect(namesOf(reader, 'list rbac.authorization.k8s.io/v1/rolebindings')).toContain(
      'deployers-check-credentials',
    );
    expect(reader.coverage().every((record) => record.status === 'complete')).toBe(true);
    const [issuer] = reader.calls({ operation: 'get /.well-known/openid-configuration' });
    expect(reader.document(issuer?.observation as `sha256:${string}`)).toMatchObject({
      issuer: expect.stringContaining('oidc.eks.eu-central-1'),
    });
    expect(JSON.stringify(items(reader, 'list v1/pods'))).not.toContain('managedFields');
    // Everything but the two questions about oneself reads.
    expect(
      cluster
        .requests()
        .filter((request) => !request.startsWith('GET '))
        .map((one) => one.split(' ')[1]),
    ).toEqual([
      '/apis/authentication.k8s.io/v1/selfsubjectreviews',
      '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews',
    ]);
  });

  it('keeps the content of secrets and config maps: only rows and metadata are asked for', async () => {
    const cluster = await serve();
    const writer = create();
    await collect(writer, cluster);
    const asked = cluster.requests().filter((request) => /\/(secrets|configmaps)\?/.test(request));
    expect(asked.map((request) => /as=\w+/.exec(request)?.[0])).toEqual([
      'as=Table',
      'as=PartialObjectMetadataList',
    ]);
    expect(cluster.requests().filter((request) => /\/secrets\//.test(request))).toEqual([]);
    const secrets = items(writer.reader(), 'list v1/secrets');
    expect(secrets.map((one) => Object.keys(one).sort())).toEqual(secrets.map(() => ['metadata', 'type']));
    expect(secrets).toContainEqual({
      metadata: expect.objectContaining({ name: 'deployer-token', annotations: expect.anything() }),
      type: 'kubernetes.io/service-account-token',
    });
    const [awsAuth] = writer.reader().calls({ operation: 'get v1/configmaps' });
    expect(writer.reader().document(awsAuth?.observation as `sha256:${string}`)).toMatchObject({
      data: { mapRoles: expect.stringContaining('role/eks-node') },
    });
  });

  it('says the names of keys when asked to, and drops the values', async () => {
    const cluster = await serve();
    const writer = create();
    await collect(writer, cluster, { secretKeys: true });
    const secrets = items(writer.reader(), 'list v1/secrets');
    expect(secrets[0]).toMatchObject({ type: 'Opaque', data: { 'client-id': null, 'client-secret': null } });
    expect(JSON.stringify(secrets)).not.toContain(Buffer.from('value of').toString('base64').slice(0, 10));
    expect([...writer.reader().calls({ operation: 'list v1/secrets' })][0]?.redactions).toBeGreaterThan(5);
  });

  it('is entered with a client certificate, and with what a plugin hands out', async () => {
    const cluster = await serve();
    await collectKubernetes(create('certificate'), { kubeconfigText: cluster.kubeconfigByCertificate });
    const config = JSON.parse(cluster.kubeconfig);
    const { token } = config.users[0].user;
    const plugin = join(folder, 'plugin');
    writeFileSync(
      plugin,
      `#!/bin/sh\necho '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"${token}"}}'\n`,
    );
    chmodSync(plugin, 0o755);
    config.users[0].user = { exec: { apiVersion: 'client.authentication.k8s.io/v1', command: plugin } };
    const writer = create('plugin');
    expect((await collectKubernetes(writer, { kubeconfigText: JSON.stringify(config) })).gaps).toBe(0);
    config.users[0].user.exec.command = 'false';
    await expect(
      collectKubernetes(create('none'), { kubeconfigText: JSON.stringify(config) }),
    ).rejects.toThrow(/larkfield-prod .*no credentials/);
  });

  it('is one of several in a snapshot', async () => {
    const [first, second] = [await serve(), await serve(undefined, manyPods(3))];
    const config = JSON.parse(first.kubeconfig);
    const other = JSON.parse(second.kubeconfig);
    config.clusters.push({ ...other.clusters[0], name: 'staging' });
    config.contexts.push({ name: 'other', context: { cluster: 'staging', user: 'auditor' } });
    const file = join(folder, 'config');
    writeFileSync(file, JSON.stringify(config));
    const writer = create();
    const { sources } = await collectKubernetes(writer, {
      kubeconfig: file,
      contexts: ['larkfield-prod', 'other'],
    });
    expect(sources).toEqual(['kubernetes:larkfield-prod', 'kubernetes:staging']);
    const pods = [...writer.reader().calls({ source: 'kubernetes:staging', operation: 'list v1/pods' })];
    expect(pods).toHaveLength(1);
    await expect(collectKubernetes(writer, { kubeconfig: file, contexts: ['nobody'] })).rejects.toThrow(
      'There is no context "nobody"; there are: larkfield-prod, other.',
    );
  });
});

describe('what is denied', () => {
  it('becomes coverage that names what it hides, and the rest is collected', async () => {
    const cluster = await serve(({ path }) => (path.endsWith('/secrets') ? 'denied' : null));
    const writer = create();
    expect((await collect(writer, cluster)).gaps).toBe(1);
    expect(coverage(writer.reader(), 'list v1/secrets')).toMatchObject({
      status: 'denied',
      reason: expect.stringContaining('Forbidden (HTTP 403)'),
      kinds: ['includes', 'can-read', 'authenticates-as', 'can-become'],
    });
    expect(coverage(writer.reader(), 'list v1/pods')?.status).toBe('complete');
  });

  it('is said beforehand, from what the server says of the caller', async () => {
    const said: string[] = [];
    const cluster = await startSampleCluster({ lacks: ['rolebindings', 'secrets'] });
    clusters.push(cluster);
    const writer = create();
    const { gaps } = await collect(writer, cluster, { onProgress: ({ detail }) => said.push(detail) });
    expect(said[0]).toBe('these will be denied: rolebindings, secrets');
    expect(gaps).toBe(2);
    expect(coverage(writer.reader(), 'list rbac.authorization.k8s.io/v1/rolebindings')?.status).toBe(
      'denied',
    );
    const all = { resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }] };
    expect(foreseenDenials({ status: { ...all, incomplete: false } }, KUBERNETES_RESOURCES)).toEqual([]);
    // Where the server says that it cannot tell all, nothing is foretold.
    expect(
      foreseenDenials({ status: { resourceRules: [], incomplete: true } }, KUBERNETES_RESOURCES),
    ).toEqual([]);
  });

  it('without an answer or with a refusal at the door, is no collection at all', async () => {
    const cluster = await serve(() => 'unauthorized');
    const writer = create();
    await expect(collect(writer, cluster)).rejects.toThrow(/larkfield-prod .*Unauthorized \(HTTP 401\)/);
    expect(writer.reader().sources()).toEqual([]);
  });

  it('half-way ends the collection so that it can be resumed', async () => {
    const cluster = await serve(({ path }) => (path.endsWith('/nodes') ? 'unauthorized' : null));
    const writer = create();
    const { stopped } = await collect(writer, cluster, { concurrency: 1 });
    expect(stopped).toContain('resume with fresh ones');
    expect(coverage(writer.reader(), 'list v1/pods')?.status).toBe('denied');
    expect(coverage(writer.reader(), 'list v1/secrets')?.status).toBe('complete');
    const again = await serve();
    expect(await collect(writer, again, { resume: true })).toMatchObject({ gaps: 0, stopped: null });
    expect(again.requests().some((request) => request.includes('/secrets'))).toBe(false);
  });
});

describe('a bad connection', () => {
  it('is tried again: throttling, resets, answers that break off, errors of the server', async () => {
    const faults: ClusterFaults = ({ path, attempt }) => {
      if (attempt > 1) return null;
      if (path.endsWith('/pods')) return 'throttled';
      if (path.endsWith('/nodes')) return 'reset';
      if (path.endsWith('/serviceaccounts')) return 'truncated';
      return path.endsWith('/deployments') ? 'server-error' : null;
    };
    const [whole, bad] = [create('whole'), create('bad')];
    await collect(whole, await serve());
    await collect(bad, await serve(faults));
    expect(contentOf(bad.reader())).toEqual(contentOf(whole.reader()));
  });

  it('restarts a list whose page token has expired, and keeps none of its first pages', async () => {
    let expired = 0;
    const cluster = await serve(
      ({ path, query }) =>
        path.endsWith('/pods') && query.has('continue') && expired++ === 0 ? 'expired-for-good' : null,
      manyPods(1_200),
    );
    const writer = create();
    await collect(writer, cluster);
    expect(namesOf(writer.reader(), 'list v1/pods')).toEqual(manyPods(1_200).map((pod) => pod.metadata.name));
    expect(coverage(writer.reader(), 'list v1/pods')).toMatchObject({ status: 'complete', items: 1_200 });
    const pages = cluster.requests().filter((request) => request.includes('/pods?'));
    // The first page, the refused second, and then all four.
    expect(pages).toHaveLength(6);
  });

  it('goes on in another state where the list is longer than the server remembers, and says so', async () => {
    const cluster = await serve(
      ({ path, query, attempt }) =>
        path.endsWith('/pods') && query.has('continue') && attempt < 3 ? 'expired-continue' : null,
      manyPods(600),
    );
    const writer = create();
    expect((await collect(writer, cluster)).gaps).toBe(1);
    expect(namesOf(writer.reader(), 'list v1/pods')).toHaveLength(600);
    expect(coverage(writer.reader(), 'list v1/pods')).toMatchObject({
      status: 'skipped',
      items: 600,
      reason: expect.stringContaining('what changed meanwhile may be missing'),
    });
  });

  it('is cancelled at once, and resumed without asking again for what is there', async () => {
    const cancel = new AbortController();
    const cluster = await serve(({ path, query }) => {
      if (path.endsWith('/pods') && query.has('continue')) cancel.abort();
      return null;
    }, manyPods(1_200));
    const writer = create();
    await expect(collect(writer, cluster, { signal: cancel.signal, concurrency: 1 })).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(coverage(writer.reader(), 'list v1/pods')).toMatchObject({ status: 'skipped' });
    const again = await serve(undefined, manyPods(1_200));
    await collect(writer, again, { resume: true });
    expect(namesOf(writer.reader(), 'list v1/pods')).toHaveLength(1_200);
    const pods = again.requests().filter((request) => request.includes('/pods?'));
    expect(pods).toHaveLength(3);
    expect(pods.every((request) => request.includes('continue='))).toBe(true);
  });
});

it('killed at any moment, a collection resumes and ends equal', async () => {
  const objects = manyPods(1_200);
  const quiet = await serve(undefined, objects);
  const whole = create('whole');
  await collect(whole, quiet);
  const total = quiet.requests().length;
  const moments = [4, Math.floor(total / 2), total - 4];
  await Promise.all(
    moments.map(async (moment) => {
      const file = join(folder, `killed-${moment}.trustpath`);
      let kill = () => {};
      const cluster = await serve(({ number }) => {
        if (number === moment) kill();
        return null;
      }, objects);
      const config = join(folder, `config-${moment}`);
      writeFileSync(config, cluster.kubeconfig);
      const child = spawn(
        process.execPath,
        [join(import.meta.dirname, 'testing/collect-child.ts'), file, config],
        {
          stdio: ['ignore', 'ignore', 'inherit'],
        },
      );
      kill = () => child.kill('SIGKILL');
      const [, signal] = await once(child, 'exit');
      expect(signal).toBe('SIGKILL');
      const writer = resumeSnapshot(file);
      writers.push(writer);
      await collect(writer, cluster, { resume: true });
      expect(contentOf(writer.reader())).toEqual(contentOf(whole.reader()));
    }),
  );
}, 60_000);
