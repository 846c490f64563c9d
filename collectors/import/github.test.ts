import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import yazl from 'yazl';
import { isJsonObject, type Json } from '../../schema/json.ts';
import type { Coverage } from '../../schema/records.ts';
import { createSnapshot } from '../../schema/snapshot/create.ts';
import { importGithub } from './github.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-import-github-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let number = 0;
/** A fresh folder with these files. */
function files(content: Readonly<Record<string, string | object>>): string {
  const root = join(folder, `input-${++number}`);
  for (const [path, text] of Object.entries(content)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), typeof text === 'string' ? text : JSON.stringify(text));
  }
  return root;
}

interface Recorded {
  readonly operation: string;
  readonly parameters: unknown;
  readonly page: number;
  readonly document: Json;
}

async function imported(paths: readonly string[], repositories: readonly string[] = []) {
  const writer = createSnapshot(join(folder, `${++number}.trustpath`), {
    createdBy: 'test',
    createdAt: '2026-11-22T12:00:00.000Z',
  });
  try {
    const result = await importGithub(writer, paths, { repositories });
    const reader = writer.reader();
    const calls: Recorded[] = [...reader.calls()].map(({ operation, parameters, page, observation }) => ({
      operation,
      parameters,
      page,
      document: observation === null ? null : reader.document(observation),
    }));
    const coverage: readonly Coverage[] = reader.coverage();
    return { result, calls, coverage, sources: reader.sources() };
  } finally {
    writer.discard();
  }
}

const ORIGIN =
  '[core]\n\tbare = false\n[remote "origin"]\n\turl = git@github.com:larkfield-example/web-shop.git\n';
const REFERENCE = `\${{ secrets.TOKEN }}`;
const WORKFLOW = [
  'on: push',
  'permissions:',
  '  id-token: write',
  'jobs:',
  '  deploy:',
  '    env:',
  '      API_KEY: kd82-this-one-is-typed-in',
  `      TOKEN: ${REFERENCE}`,
  '    steps:',
  '      - run: ./deploy.sh',
].join('\n');

describe('a checkout', () => {
  it('is told by its origin, and brings workflows with their lines and without literal secrets', async () => {
    const root = files({
      '.git/config': ORIGIN,
      '.github/workflows/deploy.yml': WORKFLOW,
      CODEOWNERS: '* @ops',
    });
    const { calls, sources } = await imported([root]);
    expect(sources).toMatchObject([
      { id: 'github-files:larkfield-example', kind: 'github-files', account: 'larkfield-example' },
    ]);
    expect(calls).toMatchObject([
      {
        operation: 'read checkout',
        parameters: { owner: 'larkfield-example', repo: 'web-shop' },
        document: {
          nameWithOwner: 'larkfield-example/web-shop',
          codeownersRoot: { text: '* @ops' },
          codeownersGithub: null,
          workflows: { entries: [{ path: '.github/workflows/deploy.yml' }] },
        },
      },
    ]);
    const text = JSON.stringify(calls[0]?.document);
    expect(text).not.toContain('kd82-this-one-is-typed-in');
    expect(text).toContain('id-token: write');
    expect(text).toContain(REFERENCE);
  });

  it('in folders named after owner and repository needs no origin, and several owners become several sources', async () => {
    const root = files({
      'one-example/app/.github/workflows/a.yml': 'on: push',
      'two-example/lib/.github/workflows/b.yaml': 'on: push',
    });
    const { calls, sources } = await imported([root]);
    expect(calls.map(({ parameters }) => parameters)).toMatchObject([
      { owner: 'one-example', repo: 'app' },
      { owner: 'two-example', repo: 'lib' },
    ]);
    expect(sources.map(({ id }) => id)).toEqual(['github-files:one-example', 'github-files:two-example']);
  });

  it('that does not say which repository it is, is refused until it is named', async () => {
    const root = files({ '.github/workflows/a.yml': 'on: push' });
    await expect(imported([root])).rejects.toMatchObject({
      code: 'input-refused',
      message: expect.stringContaining('--repo OWNER/NAME'),
    });
    const { calls } = await imported([root], ['larkfield-example/handbook']);
    expect(calls[0]?.parameters).toMatchObject({ owner: 'larkfield-example', repo: 'handbook' });
  });

  it('with a link in place of a workflow is read without it, and says so', async () => {
    const root = files({ '.git/config': ORIGIN, '.github/workflows/a.yml': 'on: push', 'secret.txt': 'x' });
    symlinkSync(join(root, 'secret.txt'), join(root, '.github/workflows/b.yml'));
    const { calls, coverage } = await imported([root]);
    expect(JSON.stringify(calls)).not.toContain('b.yml');
    expect(coverage).toContainEqual(
      expect.objectContaining({ operation: 'file:.github/workflows/b.yml', status: 'unsupported' }),
    );
  });
});

async function zipOf(content: Readonly<Record<string, string>>): Promise<string> {
  const zip = new yazl.ZipFile();
  for (const [name, text] of Object.entries(content)) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  const path = join(folder, `archive-${++number}.zip`);
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  writeFileSync(path, Buffer.concat(chunks));
  return path;
}

describe('an archive', () => {
  it('is read like the folder it was', async () => {
    const path = await zipOf({
      'web-shop-main/.github/workflows/a.yml': WORKFLOW,
      'web-shop-main/src/a.ts': '',
    });
    const { calls } = await imported([path], ['larkfield-example/web-shop']);
    expect(calls).toMatchObject([{ document: { workflows: { entries: [{ name: 'a.yml' }] } } }]);
  });

  it('whose names differ only in case is refused', async () => {
    const path = await zipOf({
      'a/.github/workflows/x.yml': 'on: push',
      'a/.github/workflows/X.yml': 'on: push',
    });
    await expect(imported([path], ['o-example/a'])).rejects.toMatchObject({ code: 'input-refused' });
  });
});

describe('saved answers of the API', () => {
  it('are told by what they hold, and where that names no repository by where they stand', async () => {
    const owner = { login: 'larkfield-example' };
    const root = files({
      'anything.json': [
        { full_name: 'larkfield-example/web-shop', default_branch: 'main', owner, hooks_url: 'x' },
      ],
      'repos/larkfield-example/web-shop/actions/secrets.json': {
        total_count: 1,
        secrets: [{ name: 'DEPLOY_TOKEN', created_at: '2026-01-01T00:00:00Z' }],
      },
      'repos/larkfield-example/web-shop/actions/variables.json': {
        total_count: 1,
        variables: [{ name: 'REGION', value: 'a value nobody should keep' }],
      },
      'main-rules.json': {
        id: 7,
        name: 'main',
        target: 'branch',
        enforcement: 'active',
        source_type: 'Repository',
        source: 'larkfield-example/web-shop',
        rules: [{ type: 'deletion' }],
      },
      'notes.json': { hello: 'world' },
    });
    const { calls, coverage, result } = await imported([root]);
    expect(calls.map(({ operation }) => operation).sort()).toEqual([
      'GET /orgs/{org}/repos',
      'GET /repos/{owner}/{repo}/actions/secrets',
      'GET /repos/{owner}/{repo}/actions/variables',
      'GET /repos/{owner}/{repo}/rulesets/{ruleset_id}',
    ]);
    expect(JSON.stringify(calls)).not.toContain('nobody should keep');
    expect(JSON.stringify(calls)).not.toContain('hooks_url');
    expect(coverage).toContainEqual(
      expect.objectContaining({ operation: 'GET /orgs/{org}/repos', status: 'complete', items: 1 }),
    );
    expect(coverage).toContainEqual(
      expect.objectContaining({
        operation: 'graphql:members',
        status: 'skipped',
        reason: 'not in the imported files',
      }),
    );
    expect(coverage).toContainEqual(
      expect.objectContaining({ operation: 'file:notes.json', status: 'unsupported' }),
    );
    expect(result.gaps).toBe(coverage.filter(({ status }) => status !== 'complete').length);
  });
});

describe('input that cannot be used', () => {
  const cases: Readonly<Record<string, [Readonly<Record<string, string | object>>, RegExp]>> = {
    'an empty folder of text': [{ 'readme.txt': 'hello' }, /neither a repository .* nor a JSON file/],
    'a cut-off file': [{ 'graph.json': '{"graph": {"nodes": [' }, /graph\.json.*line 1/],
    'JSON of something else': [{ 'a.json': { hello: 1 } }, /is no answer of GitHub/],
    'a graph without an organization': [
      { 'g.json': { graph: { nodes: [{ id: 'a', kinds: ['GH_User'] }], edges: [] } } },
      /no GH_Organization/,
    ],
    'a graph with a broken edge': [
      {
        'g.json': {
          graph: {
            nodes: [{ id: 'a', kinds: ['GH_Organization'], properties: { login: 'o' } }],
            edges: [{ kind: 'x', start: { value: 'a' } }],
          },
        },
      },
      /\/graph\/edges\/0/,
    ],
    'an answer that is a refusal': [
      {
        'orgs/o-example/actions/permissions.json': { message: 'Must be an owner', documentation_url: 'x' },
      },
      /does not hold what/,
    ],
  };
  for (const [what, [content, reason]] of Object.entries(cases))
    it(`${what} is refused with one sentence`, async () => {
      await expect(imported([files(content)])).rejects.toMatchObject({
        code: 'input-refused',
        message: expect.stringMatching(reason),
      });
    });

  it('a path that is not there is named', async () => {
    await expect(imported([join(folder, 'nowhere')])).rejects.toMatchObject({
      code: 'input-unreadable',
      message: expect.stringContaining('no such file or folder'),
    });
  });
});

const GITHOUND = resolve(import.meta.dirname, '../../../shared/data/github/githound-org.opengraph.json');
describe.skipIf(!existsSync(GITHOUND))(
  `a real graph of an organization${existsSync(GITHOUND) ? '' : ' (skipped: ../shared/data is not here)'}`,
  () => {
    it('is recorded whole, in pages, without ready-made queries or values of variables', async () => {
      const { calls, sources, coverage } = await imported([GITHOUND]);
      expect(sources).toMatchObject([{ id: 'github-files:SpecterTst' }]);
      const documents = calls.map(({ document }) => document).filter(isJsonObject);
      const count = (member: 'nodes' | 'edges') =>
        documents.reduce((sum, { [member]: list }) => sum + (Array.isArray(list) ? list.length : 0), 0);
      expect([count('nodes'), count('edges')]).toEqual([338, 2763]);
      const text = JSON.stringify(documents);
      expect(text).not.toContain('query_');
      const variables = documents
        .flatMap(({ nodes }) => (Array.isArray(nodes) ? (nodes as readonly Json[]) : []))
        .filter((node) => isJsonObject(node) && JSON.stringify(node.kinds).includes('GH_Variable'));
      expect(variables).toHaveLength(4);
      expect(JSON.stringify(variables)).not.toContain('"value"');
      expect(text).toContain('Request OIDC token and inspect claims');
      expect(coverage.some(({ status }) => status === 'unsupported')).toBe(true);
    });
  },
);
