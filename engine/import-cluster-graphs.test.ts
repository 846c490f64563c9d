import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync, inflateSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Hop } from '../schema/contract.ts';
import type { ClaimImport } from '../schema/import-kinds.ts';
import { createEngine } from './engine.ts';

/*
 * Files of programs that look at clusters, written after their own sources: KubeHound's models (pkg/kubehound/models/graph)
 * in TinkerPop's GraphSON and its file collector's layout, IceKube's models and `download` with Neo4j's export, and the
 * schemas in rbac-police's docs/collect.md and docs/eval.md.
 */
const folder = mkdtempSync(join(tmpdir(), 'trustpath-cluster-graphs-'));
const engine = createEngine();
beforeAll(() => {
  vi.stubEnv('TRUSTPATH_HOME', join(folder, 'home'));
});
afterAll(() => {
  engine.close();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(
    path,
    typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content),
  );
  return path;
}

async function imported(kind: ClaimImport, paths: readonly string[]) {
  const out = join(mkdtempSync(join(folder, 's-')), 's.trustpath');
  const { gaps } = await engine.request('import.claims', { kind, paths: [...paths], out, cluster: 'prod' });
  const { handle } = await engine.request('snapshot.open', { path: out });
  const { entities } = await engine.request('entities.list', { handle });
  return {
    out,
    handle,
    gaps,
    ids: entities.map(({ id }) => id),
    entities,
    between: async (from: string, to: string): Promise<readonly Hop[]> =>
      (await engine.request('explain', { handle, from, to })).relations,
    kinds: async (from: string, to: string): Promise<readonly string[]> =>
      (await engine.request('path', { handle, from, to })).paths[0]?.hops.map(({ kind }) => kind) ?? [],
  };
}

function documentsOf(path: string): string {
  const db = new Database(path, { readonly: true });
  const bodies = db.prepare('SELECT data FROM body').all() as { data: Buffer }[];
  db.close();
  return bodies.map(({ data }) => (data[0] === 0x78 ? inflateSync(data) : data).toString('utf8')).join('\n');
}

const long = (value: number) => ({ '@type': 'g:Int64', '@value': value });
/** A property as a vertex has it: a list of values with ids of their own. */
const vertexProperties = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [{ id: long(900), value }]]));

const POD = {
  id: long(1),
  label: 'Pod',
  outE: { VOLUME_DISCOVER: [{ id: long(70), inV: long(9), properties: {} }] },
  properties: vertexProperties({ name: 'web-0', namespace: 'shop', cluster: 'prod-eu', node: 'node-1' }),
};
const CONTAINER = {
  id: long(2),
  label: 'Container',
  outE: {
    CE_NSENTER: [{ id: long(71), inV: long(3), properties: {} }],
    IDENTITY_ASSUME: [{ id: long(72), inV: long(4), properties: {} }],
  },
  properties: vertexProperties({
    name: 'app',
    namespace: 'shop',
    pod: 'web-0',
    command: ['--password=canary-in-a-command'],
    args: ['canary-in-args'],
  }),
};
const NODE = {
  id: long(3),
  label: 'Node',
  inE: { CE_NSENTER: [{ id: long(71), outV: long(2), properties: {} }] },
  properties: vertexProperties({ name: 'node-1', critical: { '@type': 'g:Boolean', '@value': true } }),
};
const IDENTITY = {
  id: long(4),
  label: 'Identity',
  outE: { PERMISSION_DISCOVER: [{ id: long(73), inV: long(5), properties: {} }] },
  properties: vertexProperties({ name: 'web', namespace: 'shop', type: 'ServiceAccount' }),
};
const PERMISSIONS = {
  id: long(5),
  label: 'PermissionSet',
  properties: vertexProperties({ name: 'cluster-admin::web', critical: true, rules: ['canary-rule'] }),
};
const VOLUME = {
  id: long(9),
  label: 'Volume',
  properties: vertexProperties({ name: 'kube-api-access', namespace: 'shop', mountPath: '/var/run' }),
};
const VERTICES = [POD, CONTAINER, NODE, IDENTITY, PERMISSIONS, VOLUME];

describe('KubeHound’s graph', () => {
  it.each([
    ['a vertex a line', VERTICES.map((each) => JSON.stringify(each)).join('\n')],
    ['one list', JSON.stringify(VERTICES)],
    [
      'answers of queries, with types',
      JSON.stringify([
        ...VERTICES.map(({ id, label, properties }) => ({
          '@type': 'g:Vertex',
          '@value': {
            id,
            label,
            properties: Object.fromEntries(
              Object.entries(properties).map(([name, values]) => [
                name,
                values.map((value) => ({ '@type': 'g:VertexProperty', '@value': { ...value, label: name } })),
              ]),
            ),
          },
        })),
        ...[
          ['CE_NSENTER', 2, 3],
          ['IDENTITY_ASSUME', 2, 4],
          ['PERMISSION_DISCOVER', 4, 5],
          ['VOLUME_DISCOVER', 1, 9],
        ].map(([label, out, into], index) => ({
          '@type': 'g:Edge',
          '@value': { id: long(70 + index), label, inV: long(Number(into)), outV: long(Number(out)) },
        })),
      ]),
    ],
    [
      'vertices and edges, without types',
      JSON.stringify({
        vertices: VERTICES.map(({ id, label, properties }) => ({
          id: id['@value'],
          label,
          type: 'vertex',
          properties,
        })),
        edges: [
          { id: 71, label: 'CE_NSENTER', type: 'edge', inV: 3, outV: 2 },
          { id: 72, label: 'IDENTITY_ASSUME', type: 'edge', inV: 4, outV: 2 },
          { id: 73, label: 'PERMISSION_DISCOVER', type: 'edge', inV: 5, outV: 4 },
          { id: 74, label: 'VOLUME_DISCOVER', type: 'edge', inV: 9, outV: 1 },
        ],
      }),
    ],
  ])('is told in terms of the cluster, from %s', async (name, content) => {
    const { between, ids, entities, out } = await imported('kubehound', [file(`${name}.json`, content)]);
    const container = 'k8s://prod/container/shop/web-0/app';
    expect(ids).toEqual(
      expect.arrayContaining([
        container,
        'k8s://prod/pod/shop/web-0',
        'k8s://prod/node/node-1',
        'k8s://prod/serviceaccount/shop/web',
      ]),
    );
    const [way] = await between(container, 'k8s://prod/node/node-1');
    expect(way).toMatchObject({ kind: 'is-said-to-reach', rule: 'imported', verdict: 'unknown' });
    expect(way?.proof[0]?.says).toBe('KubeHound says: app CE_NSENTER node-1.');
    const permissions = entities.find(
      ({ id }) => id === 'imported://kubehound/prod/PermissionSet/cluster-admin::web',
    );
    expect(permissions).toMatchObject({ kind: 'imported-entity', tier: 0 });
    expect(await between('k8s://prod/serviceaccount/shop/web', permissions?.id ?? '')).toHaveLength(1);
    expect(documentsOf(out)).not.toContain('canary');
  });

  it('of two clusters at once is refused: names of the one would be taken for the other’s', async () => {
    const other = { ...NODE, properties: vertexProperties({ name: 'node-1', cluster: 'staging' }) };
    const refusal = imported('kubehound', [file('two.json', [POD, other])]);
    await expect(refusal).rejects.toThrow('vertices of several clusters (prod-eu, staging)');
  });
});

/** As the typed client of Kubernetes writes a list: nothing says what it lists. */
const untyped = (...items: readonly object[]) => ({ metadata: {}, items });
const DUMP: Readonly<Record<string, object>> = {
  'prod-eu/nodes.json': untyped({ metadata: { name: 'node-1' }, spec: {}, status: {} }),
  'prod-eu/clusterroles.rbac.authorization.k8s.io.json': untyped({
    metadata: { name: 'everything' },
    rules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
  }),
  'prod-eu/clusterrolebindings.rbac.authorization.k8s.io.json': untyped({
    metadata: { name: 'everything-web' },
    subjects: [{ kind: 'ServiceAccount', name: 'web', namespace: 'shop' }],
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'everything' },
  }),
  'prod-eu/shop/pods.json': untyped({
    metadata: { name: 'web-0', namespace: 'shop' },
    spec: {
      serviceAccountName: 'web',
      nodeName: 'node-1',
      containers: [{ name: 'app', image: 'app', env: [{ name: 'PASSWORD', value: 'canary-in-env' }] }],
    },
  }),
};

/** A tar archive in the form of POSIX.1-1988. */
function tar(files: readonly (readonly [name: string, content: string, type?: string])[]): Buffer {
  const blocks = files.flatMap(([name, content, type = '0']) => {
    const header = Buffer.alloc(512);
    header.write(name, 0, 100);
    header.write('0000600\0', 100);
    header.write(`${Buffer.byteLength(content).toString(8).padStart(11, '0')}\0`, 124);
    header.write(type, 156);
    header.write('ustar\x0000', 257);
    const body = Buffer.alloc(Math.ceil(Buffer.byteLength(content) / 512) * 512);
    body.write(content);
    return [header, body];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

describe('KubeHound’s dump of a cluster', () => {
  const archived = Object.entries(DUMP).map(([name, content]) => [name, JSON.stringify(content)] as const);

  it.each(['folder', 'archive'])('is derived from like any objects of a cluster: %s', async (form) => {
    const root = join(folder, 'dump');
    for (const [name, content] of Object.entries(DUMP)) file(`dump/${name}`, content);
    const path = form === 'folder' ? root : file('dump.tar.gz', gzipSync(tar(archived)));
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('trustpath-dump-'));
    const { kinds, out, handle } = await imported('kubehound', [path]);
    expect(await kinds('k8s://prod/container/shop/web-0/app', 'k8s://prod')).toEqual([
      'runs-as',
      'administers-cluster',
    ]);
    expect(documentsOf(out)).not.toContain('canary');
    const { sources } = await engine.request('snapshot.info', { handle });
    expect(sources).toMatchObject([{ id: 'kubernetes-files:prod', principal: path }]);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('trustpath-dump-'))).toEqual(before);
  });

  it.each([
    ['a way out', [['../outside.json', '{}']], '"../outside.json": is no name of a file'],
    ['an absolute name', [['/tmp/outside.json', '{}']], 'is no name of a file'],
    ['a link', [['prod/link.json', '', '2']], 'prod/link.json: is no file but a link'],
    [
      'a name twice',
      [
        ['a/pods.json', '{}'],
        ['A/pods.json', '{}'],
      ],
      'stands in the archive twice',
    ],
  ] as const)('with %s is refused, and nothing is left', async (name, files, reason) => {
    const path = file(`${name}.tar.gz`, gzipSync(tar(files as never)));
    const refusal = imported('kubehound', [path]);
    await expect(refusal).rejects.toThrow(`${path}: `);
    await expect(refusal).rejects.toThrow(reason);
    expect(existsSync('/tmp/outside.json')).toBe(false);
  });

  it('that is cut off, or unpacks to far more than it is, is refused', async () => {
    const whole = gzipSync(tar(archived));
    await expect(imported('kubehound', [file('cut.tar.gz', whole.subarray(0, 200))])).rejects.toThrow(
      'cut.tar.gz: the gzip data is damaged or cut off',
    );
    const half = gzipSync(tar(archived).subarray(0, 700));
    await expect(imported('kubehound', [file('half.tar.gz', half)])).rejects.toThrow(
      'the archive breaks off',
    );
    const bomb = gzipSync(Buffer.alloc(96 * 1024 * 1024));
    await expect(imported('kubehound', [file('bomb.tar.gz', bomb)])).rejects.toThrow(
      'unpacks to more than is read',
    );
  });
});

describe('IceKube', () => {
  const node = (id: string, kind: string, name: string, namespace?: string) => ({
    type: 'node',
    id,
    labels: [kind],
    properties: { kind, name, apiVersion: 'v1', ...(namespace ? { namespace } : {}), raw: '{"x":"canary"}' },
  });
  const relationship = (id: string, label: string, start: string, end: string, properties: object) => ({
    id,
    type: 'relationship',
    label,
    properties,
    start: { id: start, labels: ['X'] },
    end: { id: end, labels: ['Y'] },
  });
  const NODES = [
    node('0', 'Pod', 'web-0', 'shop'),
    node('1', 'ServiceAccount', 'web', 'shop'),
    node('2', 'ClusterRoleBinding', 'web-admin'),
    node('3', 'ClusterRole', 'cluster-admin'),
    node('4', 'Namespace', 'shop'),
  ];
  const RELATIONSHIPS = [
    relationship('0', 'USES_ACCOUNT', '0', '1', { attack_path: 1 }),
    relationship('1', 'BOUND_TO', '1', '2', { attack_path: 1 }),
    relationship('2', 'GRANTS_PERMISSION', '2', '3', { attack_path: 1 }),
    relationship('3', 'WITHIN_NAMESPACE', '0', '4', {}),
  ];

  it.each([
    ['lines', [...NODES, ...RELATIONSHIPS].map((each) => JSON.stringify(each)).join('\n')],
    ['list', JSON.stringify([...NODES, ...RELATIONSHIPS])],
    ['object', JSON.stringify({ nodes: NODES, rels: RELATIONSHIPS })],
  ])('’s graph gives power by its attack paths alone: %s', async (name, content) => {
    const { kinds, between, out } = await imported('icekube', [file(`icekube-${name}.json`, content)]);
    expect(
      await kinds('k8s://prod/pod/shop/web-0', 'imported://icekube/prod/ClusterRole/cluster-admin'),
    ).toEqual(['is-said-to-reach', 'is-said-to-reach', 'is-said-to-reach']);
    expect(await between('k8s://prod/pod/shop/web-0', 'k8s://prod/namespace/shop')).toMatchObject([
      { kind: 'is-said-to-relate-to', rule: 'imported-association' },
    ]);
    expect(documentsOf(out)).not.toContain('canary');
  });

  it('’s download is derived from like any objects of a cluster, in the version it says', async () => {
    file('download/_metadata.json', { kube_version: '1.31', context_name: 'prod' });
    file('download/clusterrolebindings.rbac.authorization.k8s.io.json', [
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: { name: 'web-admin' },
        subjects: [{ kind: 'ServiceAccount', name: 'web', namespace: 'shop' }],
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
      },
    ]);
    file('download/serviceaccounts.json', [
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'web', namespace: 'shop' } },
    ]);
    const { kinds, entities } = await imported('icekube', [join(folder, 'download')]);
    expect(await kinds('k8s://prod/serviceaccount/shop/web', 'k8s://prod')).toEqual(['administers-cluster']);
    expect(entities.find(({ id }) => id === 'k8s://prod')?.attributes.version).toBe('v1.31');
  });
});

describe('rbac-police', () => {
  const COLLECTION = {
    metadata: { cluster: 'prod-eu', platform: 'eks', version: 'v1.31.2' },
    serviceAccounts: [
      {
        name: 'web',
        namespace: 'shop',
        nodes: [{ name: 'node-1', pods: ['web-0'] }],
        providerIAM: { aws: 'arn:aws:iam::111122223333:role/web' },
        roles: [{ name: 'everything' }, { name: 'reader', namespace: 'shop', effectiveNamespace: 'shop' }],
      },
      { name: 'idle', namespace: 'shop', roles: [] },
    ],
    nodes: [{ name: 'node-1', roles: [{ name: 'system:node' }], serviceAccounts: ['shop:web'] }],
    roles: [
      { name: 'everything', rules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }] },
      {
        name: 'reader',
        namespace: 'shop',
        rules: [{ verbs: ['get'], apiGroups: [''], resources: ['secrets'] }],
      },
    ],
  };

  it('’s collection has its rules evaluated here, with proof at their places in it', async () => {
    const { between, handle } = await imported('rbac-police', [file('collection.json', COLLECTION)]);
    const [hop] = await between('k8s://prod/serviceaccount/shop/web', 'k8s://prod');
    expect(hop).toMatchObject({ kind: 'administers-cluster', verdict: 'allow' });
    const pointers = hop?.proof.map(({ pointer }) => pointer);
    expect(pointers).toEqual(expect.arrayContaining(['/roles/0/rules/0', '/serviceAccounts/0/roles/0']));
    expect(await between('k8s://prod/serviceaccount/shop/idle', 'k8s://prod')).toEqual([]);
    const { unknowns } = await engine.request('path', {
      handle,
      from: 'k8s://prod/serviceaccount/shop/idle',
    });
    expect(unknowns.map(({ reason }) => reason).join('\n')).toContain('list v1/pods');
  });

  it('’s evaluation is claims about who has a power, the critical ones as crown jewels', async () => {
    const { between, entities } = await imported('rbac-police', [
      file('evaluation.json', {
        policyResults: [
          {
            policy: 'lib/cluster_admin.rego',
            severity: 'Critical',
            description: 'Identities with cluster-admin privileges',
            violations: {
              serviceAccounts: [{ name: 'web', namespace: 'shop', nodes: [{ 'node-1': ['web-0'] }] }],
              combined: [{ node: 'node-1', serviceAccounts: ['shop:web', 'kube-system:dns'] }],
            },
          },
          {
            policy: 'lib/list_secrets.rego',
            severity: 'Medium',
            description: 'Identities that can list secrets',
            violations: { serviceAccounts: ['shop:idle'], nodes: ['node-1'] },
          },
        ],
        summary: { failed: 2, passed: 0, errors: 0, evaluated: 2 },
      }),
    ]);
    const admin = 'imported://rbac-police/prod/cluster_admin';
    expect(entities.find(({ id }) => id === admin)).toMatchObject({
      tier: 0,
      name: 'Identities with cluster-admin privileges',
      attributes: { severity: 'Critical' },
    });
    expect((await between('k8s://prod/serviceaccount/shop/web', admin))[0]?.proof[0]?.pointer).toBe(
      '/policyResults/0/violations/serviceAccounts/0',
    );
    expect((await between('k8s://prod/node/node-1', admin))[0]?.proof[0]?.says).toContain(
      'violates, together with shop:web, kube-system:dns on it,',
    );
    const secrets = 'imported://rbac-police/prod/list_secrets';
    expect(entities.find(({ id }) => id === secrets)?.tier).toBeNull();
    for (const from of ['k8s://prod/serviceaccount/shop/idle', 'k8s://prod/node/node-1'])
      expect(await between(from, secrets)).toHaveLength(1);
  });
});

describe('files that are not of these programs', () => {
  it.each([
    ['kubehound', 'no-graphson.json', { hello: 1 }, 'line 1: is no vertex and no edge'],
    ['icekube', 'no-export.json', [{ type: 'node' }], 'line 1: is no node and no relationship'],
    ['rbac-police', 'no-police.json', {}, '/serviceAccounts and /roles, or /policyResults: missing'],
    [
      'rbac-police',
      'unnamed.json',
      { serviceAccounts: [{ name: 'x' }], roles: [] },
      '/serviceAccounts/0: without name or namespace',
    ],
    ['rbac-police', 'no-policy.json', { policyResults: [{}] }, '/policyResults/0: a result without policy'],
  ] as const)('are refused with file, place and reason: %s %s', async (kind, name, content, reason) => {
    const path = file(name, content);
    const refusal = imported(kind, [path]);
    await expect(refusal).rejects.toThrow(`${path}: ${reason}`);
    await expect(refusal).rejects.toMatchObject({ status: 3 });
  });

  it.each([undefined, 'pr/od', ''])(
    'want a name of the cluster that can stand in ids: %s',
    async (cluster) => {
      const refusal = engine.request('import.claims', {
        kind: 'kubehound',
        paths: [file('pod.json', [POD])],
        out: join(folder, 'unnamed.trustpath'),
        ...(cluster === undefined ? {} : { cluster }),
      });
      await expect(refusal).rejects.toMatchObject({ code: 'usage' });
      expect(existsSync(join(folder, 'unnamed.trustpath'))).toBe(false);
      expect(readFileSync(join(folder, 'pod.json'), 'utf8')).toContain('web-0');
    },
  );
});
