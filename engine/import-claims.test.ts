import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inflateSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runCli } from '../cli/testing/run-cli.ts';
import type { Output, TrustPath } from '../schema/contract.ts';
import type { ClaimImport } from '../schema/import-kinds.ts';
import { createEngine } from './engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-import-claims-'));
const engine = createEngine();
const ACCOUNT = '111122223333';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/platform-admin`;
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;

beforeAll(() => {
  vi.stubEnv('TRUSTPATH_HOME', join(folder, 'home'));
  file('details.json', {
    UserDetailList: [],
    GroupDetailList: [],
    Policies: [],
    RoleDetailList: [
      {
        Path: '/',
        RoleName: 'platform-admin',
        RoleId: 'AROAQNZGKIQY56JQ7WMLA',
        Arn: ROLE,
        CreateDate: '2026-01-01T00:00:00Z',
        AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] },
        InstanceProfileList: [],
        RolePolicyList: [
          {
            PolicyName: 'all',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
            },
          },
        ],
        AttachedManagedPolicies: [],
        Tags: [],
      },
    ],
  });
});
afterAll(() => {
  engine.close();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

/** A snapshot with the files imported into it, and with the account where asked. */
async function imported(
  kind: ClaimImport,
  paths: readonly string[],
  { account = true }: { account?: boolean } = {},
) {
  const out = join(mkdtempSync(join(folder, 's-')), 's.trustpath');
  if (account) await engine.request('import.aws', { paths: [join(folder, 'details.json')], out });
  const { info } = await engine.request('import.claims', { kind, paths: [...paths], out, add: account });
  const { handle } = await engine.request('snapshot.open', { path: out });
  const { entities } = await engine.request('entities.list', { handle });
  return {
    out,
    handle,
    info,
    entities,
    paths: async (from: string, to?: string): Promise<readonly TrustPath[]> =>
      (await engine.request('path', { handle, from, ...(to === undefined ? {} : { to }) })).paths,
    reached: async (from: string): Promise<readonly string[]> => {
      const { index } = await engine.request('reach', { handle, from });
      return [...index].map((number) => entities[number]?.id ?? '').sort();
    },
  };
}
type Imported = Awaited<ReturnType<typeof imported>>;

/** The bytes of a snapshot, and every document in it unpacked. */
function contentsOf(path: string): string {
  const db = new Database(path, { readonly: true });
  const bodies = db.prepare('SELECT data FROM body').all() as { data: Buffer }[];
  db.close();
  const documents = bodies.map(({ data }) => (data[0] === 0x78 ? inflateSync(data) : data).toString('utf8'));
  return [readFileSync(path).toString('latin1'), ...documents].join('\n');
}

const OPENGRAPH = {
  metadata: { source_kind: 'Vault' },
  graph: {
    nodes: [
      {
        id: 'vault-approle-7',
        kinds: ['VaultAppRole', 'Vault'],
        properties: {
          name: 'deployer',
          description: 'the password is canary-in-free-text',
          client_secret: 'canary-in-a-secret',
          ttl: 3600,
        },
      },
      { id: 'N-1', kinds: ['AWSRole'], properties: { name: 'platform-admin', arn: ROLE } },
      { id: 'vault-team-1', kinds: ['VaultTeam'], properties: { name: 'platform team' } },
    ],
    edges: [
      {
        kind: 'CanObtain',
        start: { value: 'vault-approle-7' },
        end: { value: 'N-1' },
        properties: { traversable: true },
      },
      {
        kind: 'BelongsTo',
        start: { value: 'vault-approle-7' },
        end: { value: 'Platform Team', match_by: 'name' },
        properties: { traversable: false },
      },
      { kind: 'Knows', start: { value: 'vault-team-1' }, end: { value: 'not-described' } },
      { kind: 'Knows', start: { value: 'vault-team-1' }, end: { value: 'no such name', match_by: 'name' } },
    ],
  },
};

describe('an OpenGraph file of another program', () => {
  let snapshot: Imported;
  beforeAll(async () => {
    snapshot = await imported('opengraph', [file('vault.json', OPENGRAPH)]);
  });

  it('joins what was collected by its ARN, so that a path goes on over derived relations', async () => {
    const [path] = await snapshot.paths('imported://vault-approle-7', ROOT);
    expect(path?.hops.map(({ from, to, kind, rule }) => ({ from, to, kind, rule }))).toEqual([
      { from: 'imported://vault-approle-7', to: ROLE, kind: 'is-said-to-reach', rule: 'imported' },
      { from: ROLE, to: ROOT, kind: 'administers-account', rule: expect.any(String) },
    ]);
    expect(path?.verdict).toBe('unknown');
  });

  it('is claimed and not proven: one step at its place in the file says who claims it', async () => {
    const [path] = await snapshot.paths('imported://vault-approle-7', ROLE);
    const hop = path?.hops[0];
    expect(hop?.conditions).toEqual([
      'an OpenGraph file claims CanObtain, and nothing that was collected proves it',
    ]);
    expect(hop?.proof).toMatchObject([
      { pointer: '/edges/0', says: 'an OpenGraph file says: deployer CanObtain platform-admin.' },
    ]);
    const [step] = hop?.proof ?? [];
    const { document } = await engine.request('observation.get', {
      handle: snapshot.handle,
      observation: step?.observation ?? 'sha256:',
    });
    expect(document).toMatchObject({ edges: [{ kind: 'CanObtain' }, {}, {}, {}] });
  });

  it('gives no power by an edge that says so itself', async () => {
    expect(await snapshot.reached('imported://vault-approle-7')).not.toContain('imported://vault-team-1');
    expect(await snapshot.reached('imported://vault-approle-7')).toContain(ROLE);
  });

  it('keeps an end that it does not describe as named and not collected, and guesses at no name', async () => {
    expect(await snapshot.reached('imported://vault-team-1')).toContain('imported://not-described');
    const foreign = snapshot.entities.filter(({ kind }) => kind === 'imported-entity');
    expect(foreign.map(({ id, collected, source }) => ({ id, collected, source }))).toEqual([
      { id: 'imported://not-described', collected: false, source: null },
      { id: 'imported://vault-approle-7', collected: true, source: 'opengraph:vault.json' },
      { id: 'imported://vault-team-1', collected: true, source: 'opengraph:vault.json' },
    ]);
    expect(foreign[1]?.attributes).toMatchObject({
      kinds: 'VaultAppRole, Vault',
      saidBy: 'an OpenGraph file',
      ttl: 3600,
    });
  });

  it('keeps neither what is named a secret nor what people wrote', () => {
    const contents = contentsOf(snapshot.out);
    expect(contents).toContain('vault-approle-7');
    expect(contents).not.toMatch(/canary-/);
  });

  it('is complete for nothing, which coverage and every answer say', async () => {
    const { sources } = await engine.request('snapshot.coverage', { handle: snapshot.handle });
    expect(sources.find(({ id }) => id === 'opengraph:vault.json')?.calls).toContainEqual(
      expect.objectContaining({ status: 'unsupported', kinds: ['is-said-to-reach'] }),
    );
    const { unknowns } = await engine.request('path', { handle: snapshot.handle, from: ROLE, to: ROOT });
    expect(unknowns.map((gap) => gap.source)).toContain('opengraph:vault.json');
  });
});

describe('the graph of a bundle of Trustpath', () => {
  it('comes back as claims about the very entities, with what its schema says of power', async () => {
    const first = await imported('opengraph', [file('vault.json', OPENGRAPH)]);
    const out = join(folder, 'bundle');
    await engine.request('evidence.write', {
      handle: first.handle,
      question: { kind: 'path', from: 'imported://vault-approle-7', to: ROOT },
      out,
    });
    const data = join(out, 'data');
    const files = readdirSync(data)
      .filter((name) => /opengraph.*\.json$/.test(name))
      .map((name) => join(data, name));
    expect(files).toHaveLength(2);
    const again = await imported('opengraph', files, { account: false });
    expect(again.entities.find(({ id }) => id === 'imported://vault-approle-7')).toMatchObject({
      name: 'deployer',
      collected: true,
    });
    const [path] = await again.paths('imported://vault-approle-7', ROOT);
    expect(path?.hops.map(({ to, kind }) => [to, kind])).toEqual([
      [ROLE, 'is-said-to-reach'],
      [ROOT, 'is-said-to-reach'],
    ]);
    expect(path?.hops[1]?.conditions).toEqual([
      'an OpenGraph file claims TP_AdministersAccount, and nothing that was collected proves it',
    ]);
  });
});

describe('an answer of BloodHound’s graph API', () => {
  const GRAPH = {
    data: {
      nodes: {
        '7': {
          label: 'SVC-BUILD@EXAMPLE.COM',
          kind: 'User',
          kinds: ['Base', 'User'],
          objectId: 'S-1-5-21-1111-2222-3333-1104',
          isTierZero: false,
          isOwnedObject: true,
          lastSeen: '2026-11-01T00:00:00Z',
          properties: { unixpassword: 'canary-password', enabled: true },
        },
        '9': {
          label: 'DOMAIN ADMINS@EXAMPLE.COM',
          kind: 'Group',
          objectId: 'S-1-5-21-1111-2222-3333-512',
          isTierZero: true,
          lastSeen: '2026-11-01T00:00:00Z',
        },
        '12': {
          label: 'platform-admin',
          kind: 'AWSRole',
          objectId: ROLE.toUpperCase(),
          isTierZero: false,
        },
      },
      edges: [
        { source: '7', target: '9', label: 'GenericAll', kind: 'GenericAll' },
        { source: '9', target: '12', label: 'CanAssume', kind: 'CanAssume' },
      ],
    },
  };

  it('becomes paths, over an ARN in capitals into the account, with tier zero as a crown jewel', async () => {
    const snapshot = await imported('bloodhound', [file('paths.json', GRAPH)]);
    const start = 'imported://S-1-5-21-1111-2222-3333-1104';
    const [path] = await snapshot.paths(start, ROOT);
    const admins = 'imported://S-1-5-21-1111-2222-3333-512';
    expect(path?.hops.map(({ to }) => to)).toEqual([admins, ROLE, ROOT]);
    expect((await snapshot.paths(start)).map(({ to }) => to)).toContain(admins);
    expect(contentsOf(snapshot.out)).not.toContain('canary-password');
  });
});

describe('texts of any length', () => {
  it('are bounded, so that the snapshot opens again and edges still find their ends', async () => {
    const long = 'x'.repeat(20_000);
    const snapshot = await imported('opengraph', [
      file('long.json', {
        graph: {
          nodes: [
            { id: long, kinds: [long, 'K'], properties: { name: long, [long]: 'a property' } },
            { id: 'b', kinds: ['K'], properties: {} },
          ],
          edges: [
            { kind: long, start: { value: long }, end: { value: 'b' } },
            { kind: 'K', start: { value: 'b' }, end: { value: `${long}y` } },
          ],
        },
      }),
    ]);
    const foreign = snapshot.entities.filter(({ kind }) => kind === 'imported-entity');
    expect(foreign.map(({ id }) => id.length > 2_000)).toEqual([false, false, false]);
    const start = foreign.find(({ collected, id }) => collected && id !== 'imported://b');
    expect(await snapshot.reached(start?.id ?? '')).toHaveLength(2);
    expect((await snapshot.paths(start?.id ?? '', 'imported://b'))[0]?.hops[0]?.proof[0]?.pointer).toBe(
      '/edges/0',
    );
  });
});

describe('files that cannot be used', () => {
  const deep = `{"graph":{"nodes":${'['.repeat(200)}${']'.repeat(200)}}}`;
  it.each([
    ['opengraph', 'no-graph.json', { nodes: [] }, '/graph/nodes: missing'],
    ['opengraph', 'no-kinds.json', { graph: { nodes: [{ id: 'a' }] } }, '/graph/nodes/0: a node without id'],
    [
      'opengraph',
      'no-end.json',
      { graph: { nodes: [{ id: 'a', kinds: [] }], edges: [{ kind: 'X', start: { value: 'a' } }] } },
      '/graph/edges/0: an edge without',
    ],
    ['opengraph', 'nothing.json', { graph: { nodes: [], edges: [] } }, 'holds neither nodes nor edges'],
    ['opengraph', 'deep.json', deep, 'nested more than 100 deep'],
    ['opengraph', 'empty.json', '', 'the file is empty'],
    ['opengraph', 'cut.json', '{"graph": {"nodes": [{"id": "canary-1', 'line 1'],
    ['opengraph', 'absent', null, 'no such file or folder'],
    ['bloodhound', 'no-nodes.json', { data: { edges: [] } }, '/data/nodes and /data/edges: missing'],
    [
      'bloodhound',
      'no-kind.json',
      { data: { nodes: { 1: {} }, edges: [] } },
      '/data/nodes/1: a node without',
    ],
    [
      'bloodhound',
      'no-target.json',
      { data: { nodes: { 1: { kind: 'X' } }, edges: [{ source: '1' }] } },
      '/data/edges/0: an edge without',
    ],
  ] as const)('are refused with file, place and reason: %s %s', async (kind, name, content, reason) => {
    const path = content === null ? join(folder, name) : file(name, content);
    const out = join(folder, `refused-${name}.trustpath`);
    const refusal: Promise<Output<'import.claims'>> = engine.request('import.claims', {
      kind,
      paths: [path],
      out,
    });
    await expect(refusal).rejects.toThrow(`${path}: `);
    await expect(refusal).rejects.toThrow(reason);
    await expect(refusal).rejects.not.toThrow('canary');
    await expect(refusal).rejects.toMatchObject({ status: 3 });
    expect(existsSync(out)).toBe(false);
  });

  it('end the command with status 3 and one message', async () => {
    const run = await runCli([
      'import',
      'opengraph',
      file('bad.json', '[]'),
      '--out',
      join(folder, 'bad.trustpath'),
    ]);
    expect(run.status).toBe(3);
    expect(run.stderr).toMatch(/bad\.json: \/graph\/nodes: missing/);
    expect(run.stdout).toBe('');
  });
});

const GITHOUND = fileURLToPath(
  new URL('../../shared/data/github/githound-org.opengraph.json', import.meta.url),
);
if (!existsSync(GITHOUND)) console.warn(`skipped: the GitHound organization is not there (${GITHOUND})`);

describe.skipIf(!existsSync(GITHOUND))('a real graph of another program', () => {
  it('has every edge but five of a thing with itself, and joins by GitHub’s own names', async () => {
    const { info, entities } = await imported('opengraph', [GITHOUND], { account: false });
    expect(info.counts.relations).toBe(2_763 - 5);
    const ids = entities.map(({ id }) => id);
    expect(ids).toContain('github://SpecterTst/oidc-actions-test-1');
    // Two environments are named by an edge and not described.
    expect(entities.filter(({ kind, collected }) => kind === 'imported-entity' && !collected)).toHaveLength(
      2,
    );
  });
});
