import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LARKFIELD } from '../../sample/github/larkfield.ts';
import type { Organization } from '../../sample/github/model.ts';
import {
  type SampleGithub,
  type SampleGithubOptions,
  startSampleGithub,
} from '../../sample/github/server.ts';
import { githubSchema } from '../../scripts/github-schema.ts';
import { MEMBERS, repositoriesQuery, TEAM_MEMBERS, TEAM_REPOSITORIES, TEAMS } from './graph-queries.ts';
import { GITHUB_OPERATIONS } from './registry.ts';
import { collecting } from './testing/collected.ts';

const schema = await githubSchema();
const skipped = 'reason' in schema ? schema.reason : null;
if (skipped !== null) console.log(`Skipped: GitHub's own descriptions do not judge the stand-in: ${skipped}`);

const { folder, serve, write, collect } = collecting((options: Partial<SampleGithubOptions> | undefined) =>
  startSampleGithub({ organization: LARKFIELD, ...options }),
);

const PATHS = GITHUB_OPERATIONS.map(({ operation }) => operation)
  .filter((operation) => operation.startsWith('GET '))
  .map((operation) => operation.slice('GET '.length));

/** Every endpoint is asked something: what Larkfield does not have is added. */
const EVERYTHING: Organization = {
  ...LARKFIELD,
  allowedActions: 'selected',
  runnersAllowed: 'all',
  defaultWorkflowPermissions: 'write',
  variables: [
    ...LARKFIELD.variables,
    { name: 'V', visibility: 'selected', repositories: ['web-shop'], value: 'x' },
  ],
  repositories: LARKFIELD.repositories.map((each) => ({
    ...each,
    variables: [{ name: 'REGION', value: 'eu' }],
    runners: [{ id: 9, name: 'own', labels: ['self-hosted'] }],
    files: each.archived
      ? {}
      : { ...each.files, '.github/workflows/x.yml': 'on: pull_request\n# vars.REGION\n' },
  })),
};

describe.skipIf(skipped !== null)(
  `by GitHub's own descriptions${skipped === null ? '' : ` (skipped: ${skipped})`}`,
  () => {
    if ('reason' in schema) return;
    const { prism: program } = schema;
    const relays: { server: Server; prism: ChildProcess }[] = [];
    beforeAll(() => schema.slice(PATHS, join(folder, 'slice.json')), 60_000);
    afterEach(async () => {
      for (const { server, prism } of relays.splice(0)) {
        prism.kill();
        server.closeAllConnections();
        await new Promise((done) => server.close(done));
      }
    });

    /** A server that hands REST calls through the validating proxy and the rest straight to the stand-in. */
    async function judged(
      stand: SampleGithub,
    ): Promise<{ baseUrl: string; violations: string[]; passed: () => number }> {
      const free = await freePort();
      const prism = spawn(
        process.execPath,
        [
          program,
          'proxy',
          join(folder, 'slice.json'),
          stand.baseUrl,
          '--port',
          String(free),
          '--errors',
          'false',
        ],
        { stdio: ['ignore', 'pipe', 'pipe'] },
      );
      await new Promise<void>((ready, fail) => {
        let said = '';
        const listen = (data: Buffer) => {
          said += data;
          if (/listening on/i.test(said)) ready();
        };
        prism.stdout.on('data', listen);
        prism.stderr.on('data', listen);
        prism.once('exit', () => fail(new Error(`the proxy ended: ${said.slice(0, 2_000)}`)));
      });
      const violations: string[] = [];
      let passed = 0;
      const upstream = new URL(stand.baseUrl);
      const server = createServer((incoming, outgoing) => {
        const rest = incoming.url?.startsWith('/api/v3') === true;
        const outgoingRequest = httpRequest(
          {
            host: '127.0.0.1',
            port: rest ? free : upstream.port,
            path: rest ? incoming.url?.slice('/api/v3'.length) : incoming.url,
            method: incoming.method,
            headers: { ...incoming.headers, host: upstream.host, 'accept-encoding': 'identity' },
          },
          (answer) => {
            const found = answer.headers['sl-violations'];
            if (rest) passed++;
            if (found !== undefined) violations.push(`${incoming.url}: ${String(found)}`);
            outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
            answer.pipe(outgoing);
          },
        );
        outgoingRequest.on('error', () => outgoing.destroy());
        incoming.pipe(outgoingRequest);
      });
      await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
      relays.push({ server, prism });
      const { port } = server.address() as AddressInfo;
      return { baseUrl: `http://127.0.0.1:${port}/api/v3`, violations, passed: () => passed };
    }

    for (const [what, organization] of [
      ['Larkfield', LARKFIELD],
      ['an organization with some of everything', EVERYTHING],
    ] as const)
      it(`the stand-in answers as GitHub does, and is asked as GitHub may be: ${what}`, async () => {
        const stand = await serve({ organization });
        const { baseUrl, violations, passed } = await judged(stand);
        const result = await collect(write(), stand, { baseUrl });
        expect(violations).toEqual([]);
        expect(result.gaps).toBe(0);
        expect(passed()).toBeGreaterThan(40);
      }, 60_000);

    it('the same when a repository is named, or an account that is a person’s', async () => {
      const stand = await serve();
      const { baseUrl, violations, passed } = await judged(stand);
      await collect(write(), stand, { baseUrl, repositories: ['larkfield-example/handbook'] });
      const person = collect(write(), stand, { baseUrl, organizations: ['noor-haddad'] });
      await expect(person).rejects.toMatchObject({ code: 'usage' });
      expect(violations).toEqual([]);
      expect(passed()).toBeGreaterThan(20);
    }, 60_000);

    it('every operation was asked in one of them', async () => {
      const stand = await serve({ organization: EVERYTHING });
      await collect(write(), stand);
      const asked = new Set(stand.calls().map(({ operation }) => operation));
      const left = GITHUB_OPERATIONS.map(({ operation }) => operation).filter(
        (operation) => operation.startsWith('GET ') && !asked.has(operation),
      );
      // Of others, or of what this organization cannot have at the same time; the last two are only asked by name or of people.
      expect(left.sort()).toEqual([
        'GET /orgs/{org}/actions/permissions/repositories',
        'GET /orgs/{org}/personal-access-tokens/{pat_id}/repositories',
        'GET /repos/{owner}/{repo}',
        'GET /users/{username}',
      ]);
    });

    it('an answer that GitHub would not give is noticed', async () => {
      const [first] = LARKFIELD.repositories;
      const stand = await serve({
        organization: {
          ...LARKFIELD,
          repositories: [{ ...first, id: 'seven' } as unknown as (typeof LARKFIELD.repositories)[number]],
        },
      });
      const { baseUrl, violations } = await judged(stand);
      await collect(write(), stand, { baseUrl });
      expect(violations.join('\n')).toContain('integer');
    }, 60_000);

    it('every query fits the GraphQL schema, and a wrong one would not', async () => {
      const queries = [MEMBERS, TEAMS, TEAM_MEMBERS, TEAM_REPOSITORIES, repositoriesQuery(3)];
      for (const query of queries) expect(await schema.faultsOf(query)).toEqual([]);
      expect(await schema.faultsOf(MEMBERS.replace('databaseId', 'databaseNumber'))).toHaveLength(1);
    }, 60_000);
  },
);

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
