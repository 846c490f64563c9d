import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from './testing/run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-who-can-'));
const snapshot = join(folder, 'cluster.trustpath');
const MANIFESTS = `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: reader, namespace: shop}
rules:
- {apiGroups: [""], resources: [secrets], verbs: [get]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: readers, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
subjects:
- {kind: ServiceAccount, name: web}
---
apiVersion: v1
kind: Secret
metadata: {name: db, namespace: shop, labels: {data-classification: restricted}}
type: Opaque
data: {password: ""}
`;

beforeAll(async () => {
  writeFileSync(join(folder, 'all.yaml'), MANIFESTS);
  const run = await runCli([
    'import',
    'kubernetes',
    join(folder, 'all.yaml'),
    '--cluster',
    'prod',
    '--server-version',
    '1.33',
    '--out',
    snapshot,
  ]);
  expect(run.status, run.stderr).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('tells who may, by which binding and rule', async () => {
  const run = await runCli(['who-can', snapshot, 'get', 'secrets', '--namespace', 'shop', '--json']);
  expect(run.status).toBe(0);
  const answer = run.json<{ subjects: { id: string; proof: unknown[] }[] }>();
  const ids = answer.subjects.map(({ id }) => id);
  expect(ids).toContain('k8s://prod/serviceaccount/shop/web');
  const web = answer.subjects.find(({ id }) => id === 'k8s://prod/serviceaccount/shop/web');
  expect(web?.proof).toHaveLength(2);
  const text = await runCli(['who-can', snapshot, 'get', 'secrets', '--namespace', 'shop']);
  expect(text.stdout).toContain(
    'RoleBinding shop/readers gives Role shop/reader to service account shop/web in namespace shop.',
  );
  const other = await runCli(['who-can', snapshot, 'delete', 'secrets', '--namespace', 'shop', '--json']);
  expect(other.json<{ subjects: { id: string }[] }>().subjects.map(({ id }) => id)).not.toContain(
    'k8s://prod/serviceaccount/shop/web',
  );
});

test('a cluster that is not there is refused with those that are', async () => {
  const run = await runCli(['who-can', snapshot, 'get', 'secrets', '--cluster', 'other', '--json']);
  expect(run.status).toBe(3);
  expect(run.json()).toMatchObject({ error: { code: 'entity-not-found' } });
  expect(run.stdout).toContain('prod');
});

test('an account reaches the crown jewel that it may read, and the explanation expands the set', async () => {
  const from = 'k8s://prod/serviceaccount/shop/web';
  const path = await runCli(['path', snapshot, '--from', from, '--json']);
  const { paths } = path.json<{ paths: { to: string; hops: { rule: string }[] }[] }>();
  expect(paths[0]).toMatchObject({ to: 'k8s://prod/secret/shop/db', verdict: 'allow' });
  expect(paths[0]?.hops.map(({ rule }) => rule)).toEqual(['k8s-secrets-read', 'k8s-scope']);
  const explained = await runCli([
    'explain',
    snapshot,
    '--from',
    from,
    '--to',
    'k8s://prod/secret/shop/db',
    '--json',
  ]);
  const answer = explained.json<{ related: boolean; relations: { rule: string; to: string }[] }>();
  expect(answer.related).toBe(true);
  expect(answer.relations).toMatchObject([{ rule: 'k8s-secrets-read', to: 'k8s://prod/secret/shop/db' }]);
});
