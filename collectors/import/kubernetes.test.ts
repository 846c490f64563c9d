import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TrustpathError } from '../../schema/errors.ts';
import type { Json, JsonObject } from '../../schema/json.ts';
import { createSnapshot } from '../../schema/snapshot/create.ts';
import type { SnapshotWriter } from '../../schema/snapshot/types.ts';
import { importKubernetes } from './kubernetes.ts';

const ARGO = join(import.meta.dirname, '../../../shared/data/kubernetes/argo-cd-install.yaml');
if (!existsSync(ARGO)) console.log(`skipped: the third-party input is not at ${ARGO}`);

let folder: string;
let writer: SnapshotWriter;
let refusals = 0;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trustpath-manifests-'));
  writer = createSnapshot(join(folder, 'out.trustpath'), {
    createdBy: 'test',
    createdAt: new Date().toISOString(),
  });
});
afterEach(() => {
  writer.close();
  rmSync(folder, { recursive: true });
});

function write(path: string, content: string | Uint8Array | Json): string {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  const raw = typeof content === 'string' || content instanceof Uint8Array;
  writeFileSync(full, raw ? content : JSON.stringify(content));
  return full;
}

/** Every object recorded, in order. */
function objects(): JsonObject[] {
  return [...writer.reader().calls()].flatMap((call) => {
    if (call.operation !== 'read manifest' || call.observation === null) return [];
    return [...((writer.reader().document(call.observation) as JsonObject).items as JsonObject[])];
  });
}
const names = () => objects().map((object) => `${object.kind} ${(object.metadata as JsonObject).name}`);
const coverage = (operation: string) =>
  writer
    .reader()
    .coverage()
    .find((record) => record.operation === operation);
const run = (...paths: string[]) => importKubernetes(writer, paths, { cluster: 'prod' });
async function refusal(...paths: string[]): Promise<string> {
  // A refused import is discarded as a whole by its caller; here the next one is of another cluster.
  const error = await importKubernetes(writer, paths, { cluster: `refused-${++refusals}` }).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(TrustpathError);
  expect((error as TrustpathError).status).toBe(3);
  return (error as TrustpathError).message;
}

const account = (name: string) => `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: ${name}\n`;
const pod = (name: string): JsonObject => ({
  metadata: { name, namespace: 'shop' },
  spec: { containers: [{ name: 'app', image: 'example.com/app' }] },
});

describe('what is read', () => {
  it('every document of a YAML file, lists taken apart, with comments and empty documents between', async () => {
    const list = `apiVersion: v1\nkind: List\nitems:\n- ${account('b').replaceAll('\n', '\n  ')}`;
    write(
      'all.yaml',
      `# Source: chart/a.yaml\n---\n---\n# nothing\n---\n${account('a')}---\n${list}\n...\n---\n`,
    );
    await run(join(folder, 'all.yaml'));
    expect(names()).toEqual(['ServiceAccount a', 'ServiceAccount b']);
  });

  it('JSON as kubectl writes it, and as the API answers: items that do not say what they are', async () => {
    write('kubectl.json', {
      apiVersion: 'v1',
      items: [{ apiVersion: 'v1', kind: 'Pod', ...pod('a') }],
      kind: 'List',
    });
    write('api.json', { kind: 'PodList', apiVersion: 'v1', metadata: {}, items: [pod('b')] });
    write('sorted.json', { apiVersion: 'v1', items: [pod('c'), pod('d')], kind: 'PodList' });
    write('array.json', [{ apiVersion: 'v1', kind: 'Pod', ...pod('e') }]);
    write(
      'several.json',
      `${JSON.stringify({ apiVersion: 'v1', kind: 'Pod', ...pod('f') })}\n${JSON.stringify({ apiVersion: 'v1', kind: 'Pod', ...pod('g') })}`,
    );
    write('packed.json.gz', gzipSync(JSON.stringify({ apiVersion: 'v1', kind: 'Pod', ...pod('h') })));
    await run(folder);
    expect(names().sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => `Pod ${name}`));
    expect(objects().every((object) => object.apiVersion === 'v1')).toBe(true);
  });

  it('scalars as kubectl reads them: octal modes, yes and on as true, dates and 1:30 as text', async () => {
    write(
      'role.yaml',
      'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: x\n  annotations: &a\n    date: 2024-01-02\n    time: 1:30\nautomountServiceAccountToken: off\nmode: 0644\nmerged:\n  <<: *a\n',
    );
    await run(folder);
    expect(objects()[0]).toMatchObject({
      metadata: { annotations: { date: '2024-01-02', time: '1:30' } },
      automountServiceAccountToken: false,
      mode: 420,
      merged: { date: '2024-01-02' },
    });
  });

  it('a list of thousands in several observations, none of them large', async () => {
    const items = Array.from(
      { length: 1_100 },
      (_, index): JsonObject => ({ apiVersion: 'v1', kind: 'Pod', ...pod(`p${index}`) }),
    );
    write('pods.json', { apiVersion: 'v1', items, kind: 'List' });
    await run(folder);
    const calls = [...writer.reader().calls()].filter((call) => call.operation === 'read manifest');
    expect(calls.map((call) => call.page)).toEqual([0, 1, 2, 3, 4]);
    expect(names()).toEqual(items.map((_, index) => `Pod p${index}`));
    expect(coverage('list v1/pods')).toMatchObject({ status: 'complete', items: 1_100 });
  });

  it('the version where it is declared, marked as such', async () => {
    write('a.yaml', account('a'));
    await importKubernetes(writer, [folder], { cluster: 'prod', serverVersion: '1.33' });
    const call = [...writer.reader().calls()].find((one) => one.operation === 'declared version');
    expect(writer.reader().document(call?.observation as `sha256:${string}`)).toEqual({
      gitVersion: 'v1.33',
      declared: true,
    });
    expect(writer.reader().sources()).toMatchObject([
      { id: 'kubernetes-files:prod', kind: 'kubernetes-files', account: 'prod' },
    ]);
  });

  it('objects without a namespace into the one that is named, but for those of the whole cluster', async () => {
    write(
      'a.yaml',
      `${account('a')}---\n${account('b')}  namespace: own\n---\napiVersion: v1\nkind: Node\nmetadata: {name: worker}\n`,
    );
    await importKubernetes(writer, [folder], { cluster: 'prod', namespace: 'argocd' });
    expect(objects().map((one) => (one.metadata as JsonObject).namespace)).toEqual([
      'argocd',
      'own',
      undefined,
    ]);
  });

  it.skipIf(!existsSync(ARGO))(
    'the install manifests of Argo CD, without the schemas of its resources',
    async () => {
      await run(ARGO);
      const kinds = Object.groupBy(names(), (name) => name.split(' ')[0] ?? '');
      expect(Object.fromEntries(Object.entries(kinds).map(([kind, some]) => [kind, some?.length]))).toEqual({
        ClusterRole: 3,
        ClusterRoleBinding: 3,
        ConfigMap: 7,
        CustomResourceDefinition: 3,
        Deployment: 6,
        NetworkPolicy: 7,
        Role: 6,
        RoleBinding: 6,
        Secret: 2,
        Service: 8,
        ServiceAccount: 7,
        StatefulSet: 1,
      });
      expect(JSON.stringify(objects()).length).toBeLessThan(100_000);
    },
  );
});

describe('what is kept out', () => {
  it('values of secrets, config maps, environments, commands and copies of objects; names stay', async () => {
    const planted = 'Tr0ub4dor-planted-value';
    write('a.json', {
      apiVersion: 'v1',
      kind: 'List',
      items: [
        {
          apiVersion: 'v1',
          kind: 'Secret',
          type: 'Opaque',
          metadata: { name: 's', managedFields: [{ x: planted }] },
          data: { key: planted },
          stringData: { other: planted },
        },
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'c' },
          data: { file: planted },
          binaryData: { b: planted },
        },
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'aws-auth', namespace: 'kube-system' },
          data: { mapRoles: '- rolearn: arn:aws:iam::111122223333:role/eks-node', note: planted },
        },
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: {
            name: 'd',
            annotations: {
              'kubectl.kubernetes.io/last-applied-configuration': `{"x":"${planted}"}`,
              team: 'shop',
            },
          },
          spec: {
            template: {
              metadata: { annotations: { 'kubectl.kubernetes.io/last-applied-configuration': planted } },
              spec: {
                containers: [
                  {
                    name: 'x',
                    command: ['sh', '-c', planted],
                    args: [planted],
                    env: [
                      { name: 'PASSWORD', value: planted },
                      { name: 'FROM', valueFrom: { secretKeyRef: { name: 's', key: 'key' } } },
                    ],
                    livenessProbe: { httpGet: { httpHeaders: [{ name: 'Authorization', value: planted }] } },
                  },
                ],
              },
            },
          },
        },
      ],
    });
    await run(folder);
    expect(JSON.stringify(objects())).not.toContain(planted);
    const [secret, map, awsAuth, deployment] = objects();
    expect(secret).toMatchObject({ type: 'Opaque', data: { key: null }, stringData: { other: null } });
    expect(map).toMatchObject({ data: { file: null }, binaryData: { b: null } });
    expect(awsAuth).toMatchObject({ data: { mapRoles: expect.stringContaining('eks-node'), note: null } });
    expect(JSON.stringify(deployment)).toContain('"name":"PASSWORD"');
    expect(JSON.stringify(deployment)).toContain(
      '{"name":"FROM","valueFrom":{"secretKeyRef":{"key":"key","name":"s"}}}',
    );
    const [call] = writer.reader().calls();
    expect(call).toMatchObject({ redactions: 11, originalSha256: expect.stringMatching(/^sha256:/) });
  });
});

describe('what is refused', () => {
  it('a file that is named and broken: with the file, the document, the line and the reason', async () => {
    const broken = write('broken.yaml', `${account('a')}---\n${account('b')}\n  bad: [1,\n`);
    expect(await refusal(broken)).toMatch(/broken\.yaml: document 2, line \d+: not YAML: /);
    const unnamed = write('unnamed.yaml', `${account('a')}---\nkind: Pod\napiVersion: v1\nmetadata: {}\n`);
    expect(await refusal(unnamed)).toMatch(
      /unnamed\.yaml: document 2, line 6: Pod: metadata\.name is missing/,
    );
    const cut = write('cut.json', '{"apiVersion":"v1","kind":"List","items":[\n{"kind":"Pod"');
    expect(await refusal(cut)).toMatch(/cut\.json: line 2: not JSON: the file breaks off/);
    const wrong = write('wrong.json', '{"apiVersion":"v1","kind":"List","items":[\n{"kind":"Pod" "x":1}]}');
    expect(await refusal(wrong)).toMatch(/wrong\.json: line 2: not JSON/);
  });

  it('aliases that expand without end, nesting without end, an empty file, and what is no manifest', async () => {
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]'];
    for (let level = 0; level < 8; level++) {
      const [own, other] = [String.fromCharCode(98 + level), String.fromCharCode(97 + level)];
      bomb.push(`${own}: &${own} [${Array(9).fill(`*${other}`).join(',')}]`);
    }
    expect(await refusal(write('bomb.yaml', bomb.join('\n')))).toMatch(
      /document 1, line 1: its aliases expand too far/,
    );
    expect(await refusal(write('deep.json', `{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`))).toMatch(
      /nested more than 100 deep/,
    );
    expect(await refusal(write('empty.yaml', ''))).toMatch(/empty\.yaml: the file is empty/);
    expect(await refusal(write('values.yaml', 'replicas: 2\n'))).toMatch(/no kind and no apiVersion/);
    expect(await refusal(join(folder, 'nothing'))).toMatch(/no such file or folder/);
  });

  it('more values, tokens or faults than can be held, and aliases that make them of few', async () => {
    const manifest = (name: string, text: string) => refusal(write(name, `${account('a')}---\n${text}`));
    const listed = `x: [${'[],'.repeat(500_000)}[]]`;
    expect(await manifest('values.yaml', listed)).toMatch(
      /values\.yaml: document 2, line 5: larger than can be read: more than 1000000 values/,
    );
    expect(await manifest('escapes.yaml', `x: "${'\\n'.repeat(5_000_000)}"`)).toMatch(
      /document 2, line 5: larger than can be read: more than 5000000 tokens/,
    );
    expect(await manifest('faults.yaml', `x: y\n${'}\n'.repeat(400_000)}`)).toMatch(
      /document 2, line 7: not YAML: /,
    );
    expect(await manifest('escaped.yaml', `x: "${'\\z'.repeat(400_000)}"`)).toMatch(
      /document 2, line 6: not YAML: Invalid escape sequence/,
    );
    const shared = `x: &a [${'[],'.repeat(50_000)}[]]\ny: [${Array(90).fill('*a').join(',')}]`;
    expect(await manifest('shared.yaml', shared)).toMatch(
      /larger than can be read: more than 4000000 values/,
    );
    expect(await manifest('doubled.yaml', 'kind: Pod\nmetadata:\n  a: 1\n  b: 2\n  a: 3\n')).toMatch(
      /document 2, line 10: not YAML: Map keys must be unique/,
    );
    expect(await manifest('deep.yaml', `${'['.repeat(200_000)}`)).toMatch(/nested too deep|not YAML/);
    expect(await manifest('nested.yaml', `x: ${'['.repeat(150)}${']'.repeat(150)}`)).toMatch(
      /document 2, line 5: nested more than 100 deep/,
    );
  });

  it('never quotes what stands in a broken file', async () => {
    const planted = 'Tr0ub4dor-planted-value';
    const yaml = write(
      'a.yaml',
      `apiVersion: v1\nkind: Secret\nmetadata: {name: x}\nstringData:\n  key: "${planted}\n  : {]\n`,
    );
    const json = write('b.json', `{"kind":"Secret","data":{"key":"${planted}" ${planted}}}`);
    expect(await refusal(yaml)).not.toContain(planted);
    expect(await refusal(json)).not.toContain(planted);
  });

  it('in a folder it becomes coverage, and the rest is read', async () => {
    write('good.yaml', account('a'));
    write('bad.yaml', `${account('b')}---\nx: [\n`);
    write('templates/raw.yaml', '{{- if .Values.x }}\nkind: Pod\n{{- end }}\n');
    write('values.yaml', 'replicas: 2\n');
    write('other.yaml', 'apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w}\n');
    const { gaps } = await run(folder);
    expect(names()).toEqual(['ServiceAccount b', 'ServiceAccount a']);
    expect(coverage('read manifest: unreadable')).toMatchObject({
      status: 'failed',
      calls: 2,
      reason: expect.stringMatching(
        /bad\.yaml: document 2, line \d: .*templates\/raw\.yaml: document 1, line 1/,
      ),
    });
    expect(coverage('read manifest: no manifests')).toMatchObject({ status: 'unsupported', calls: 1 });
    expect(coverage('read manifest: other kinds')?.reason).toContain('1 Widget');
    expect(coverage('list v1/pods')).toMatchObject({
      status: 'skipped',
      reason: 'not in the imported files',
    });
    expect(gaps).toBeGreaterThan(3);
  });

  it('a second import of the same cluster, a name that could not stand in an id, and a version that is none', async () => {
    write('a.yaml', account('a'));
    await run(folder);
    await expect(run(folder)).rejects.toThrow('in the snapshot already');
    await expect(importKubernetes(writer, [folder], { cluster: 'a/b' })).rejects.toThrow(
      'cannot be the name',
    );
    await expect(
      importKubernetes(writer, [folder], { cluster: 'b', serverVersion: 'latest' }),
    ).rejects.toThrow('no version of Kubernetes');
  });
});
