import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../schema/json.ts';
import { runCli } from './testing/run-cli.ts';

const MANIFESTS = `
apiVersion: v1
kind: ServiceAccount
metadata: {name: web, namespace: shop}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: idle, namespace: shop}
---
apiVersion: v1
kind: Secret
metadata: {name: database, namespace: shop}
type: Opaque
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: reader, namespace: shop}
rules:
- {apiGroups: [""], resources: [secrets], resourceNames: [database], verbs: [get]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: reader, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
subjects:
- {kind: ServiceAccount, name: web, namespace: shop}
- {kind: ServiceAccount, name: idle, namespace: shop}
`;
const event = (number: number, more: JsonObject = {}): JsonObject => ({
  kind: 'Event',
  apiVersion: 'audit.k8s.io/v1',
  auditID: `event-${number}`,
  stage: 'ResponseComplete',
  verb: 'get',
  user: { username: 'system:serviceaccount:shop:web' },
  sourceIPs: ['10.1.2.3'],
  userAgent: 'web/v1',
  objectRef: { resource: 'secrets', namespace: 'shop', name: 'database' },
  responseStatus: { code: 200 },
  requestReceivedTimestamp: `2026-11-20T10:00:0${number}Z`,
  ...more,
});

const folder = mkdtempSync(join(tmpdir(), 'trustpath-audit-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const snapshot = join(folder, 'prod.trustpath');
const account = (name: string) => `k8s://prod/serviceaccount/shop/${name}`;

beforeAll(async () => {
  writeFileSync(join(folder, 'cluster.yaml'), MANIFESTS);
  const denied = event(3, {
    user: { username: 'system:serviceaccount:shop:idle' },
    responseStatus: { code: 403 },
  });
  const mints = event(5, {
    verb: 'create',
    user: { username: 'oncall@example.com' },
    objectRef: { resource: 'serviceaccounts', subresource: 'token', namespace: 'shop', name: 'web' },
  });
  const kubelet = { ...mints, auditID: 'event-6', user: { username: 'system:node:node-1' } };
  const writes = event(4, { verb: 'update', user: { username: 'system:serviceaccount:shop:idle' } });
  writeFileSync(
    join(folder, 'audit.log'),
    [event(1), event(2), denied, writes, mints, kubelet].map((each) => `${JSON.stringify(each)}\n`).join(''),
  );
  const into = ['--cluster', 'prod', '--out', snapshot];
  expect((await runCli(['import', 'kubernetes', join(folder, 'cluster.yaml'), ...into])).status).toBe(0);
  const run = await runCli(['import', 'kubernetes-audit', join(folder, 'audit.log'), ...into, '--add']);
  expect([run.status, run.stdout]).toEqual([0, expect.stringContaining('6 requests read')]);
}, 60_000);

it('tells what a service account did when it is traced, by which log', async () => {
  const { stdout } = await runCli(['trace', snapshot, account('web'), '--json']);
  const { activity } = JSON.parse(stdout);
  expect(activity).toMatchObject({
    count: 2,
    errors: 0,
    actions: [{ name: 'get secrets', count: 2 }],
    addresses: [{ name: '10.1.2.3', count: 2 }],
    resources: [{ name: 'get secrets shop/database', count: 2 }],
    logs: [{ source: 'kubernetes-audit:audit.log', count: 6 }],
  });
  const text = await runCli(['trace', snapshot, account('web')]);
  expect(text.stdout).toContain('Activity: 2 events, 0 of them in vain');
}, 30_000);

it('marks the reading of a secret as observed, and neither what was refused nor a writing', async () => {
  const hop = async (name: string) => {
    const to = 'k8s://prod/secret/shop/database';
    const { stdout } = await runCli(['path', snapshot, '--from', account(name), '--to', to, '--json']);
    return JSON.parse(stdout).paths[0].hops[0];
  };
  expect(await hop('web')).toMatchObject({
    kind: 'can-read',
    observed: { count: 2, from: ['10.1.2.3'], first: '2026-11-20T10:00:01.000Z' },
  });
  const idle = await hop('idle');
  expect(idle.kind).toBe('can-read');
  expect(idle.observed ?? null).toBeNull();
}, 30_000);

it('tells who read a secret and who asked for a token, by the log, but not of kubelets', async () => {
  const seen = async (id: string) => {
    const { stdout } = await runCli(['entities', snapshot, '--json', '--match', id]);
    expect(JSON.parse(stdout).entities.length).toBeGreaterThan(0);
    const why = (from: string) => runCli(['explain', snapshot, '--from', from, '--to', id, '--json']);
    return async (from: string) =>
      JSON.parse((await why(from)).stdout).relations.map(({ rule }: { rule: string }) => rule);
  };
  const ofSecret = await seen('k8s://prod/secret/shop/database');
  expect(await ofSecret(account('web'))).toContain('k8s-seen-using');
  expect(await ofSecret(account('idle'))).not.toContain('k8s-seen-using');
  const ofAccount = await seen(account('web'));
  expect(await ofAccount('k8s://prod/user/oncall@example.com')).toEqual(['k8s-seen-assuming']);
  const kubelet = await runCli(['entities', snapshot, '--match', 'system:node:node-1', '--json']);
  expect(JSON.parse(kubelet.stdout).entities).toEqual([]);
}, 30_000);

it('stands in the coverage, and a cluster of which there is a log alone is no cluster that was looked at', async () => {
  const { stdout } = await runCli(['coverage', snapshot]);
  expect(stdout).toContain('audit:Reduced');
  const alone = join(folder, 'alone.trustpath');
  await runCli(['import', 'kubernetes-audit', join(folder, 'audit.log'), '--cluster', 'lab', '--out', alone]);
  const who = await runCli(['who-can', alone, 'get', 'secrets', '--cluster', 'lab']);
  expect(who.status).not.toBe(0);
  const said = await runCli(['behaviour', alone, 'k8s://lab/serviceaccount/shop/web']);
  expect(said.stdout).toContain('nothing was seen before 2026-11-14 to compare with');
  const all = await runCli(['behaviour', alone]);
  expect(all.stdout).toContain('0 of 4 identities in 1 logs deviate');
}, 30_000);
