import { describe, expect, it } from 'vitest';
import { LARKFIELD } from '../../sample/github/larkfield.ts';
import type { Organization } from '../../sample/github/model.ts';
import { type SampleGithubOptions, startSampleGithub } from '../../sample/github/server.ts';
import { GITHUB_OPERATIONS } from './registry.ts';
import { answers, collecting, coverageOf } from './testing/collected.ts';

const { serve, write, collect } = collecting((options: Partial<SampleGithubOptions> | undefined) =>
  startSampleGithub({ organization: LARKFIELD, ...options }),
);

const REPOS = 'GET /orgs/{org}/repos';
const SECRETS = 'GET /repos/{owner}/{repo}/actions/secrets';

describe('an organization', () => {
  it('is collected whole, with one observation for each repository', async () => {
    const server = await serve();
    const writer = write();
    const result = await collect(writer, server, { organizations: ['Larkfield-Example'] });
    expect(result).toMatchObject({ sources: ['github:larkfield-example'], gaps: 0, stopped: null });
    expect(writer.reader().sources()).toMatchObject([
      {
        id: 'github:larkfield-example',
        kind: 'github',
        account: 'larkfield-example',
        principal: 'larkfield-auditor',
      },
    ]);
    const repositories = answers(writer, 'graphql:repository');
    expect(repositories.map(({ parameters }) => parameters.repo).sort()).toEqual(
      LARKFIELD.repositories.map(({ name }) => name).sort(),
    );
    expect(
      repositories.find(({ parameters }) => parameters.repo === 'order-service')?.document,
    ).toMatchObject({
      nameWithOwner: 'larkfield-example/order-service',
      deployKeys: {
        nodes: [{ title: 'buildbox', readOnly: false, key: expect.stringMatching(/^ssh-ed25519 /) }],
      },
      environments: { totalCount: 1 },
      workflows: {
        entries: [{ path: '.github/workflows/release.yml' }, { path: '.github/workflows/tests.yml' }],
      },
    });
    expect(answers(writer, 'graphql:teams')[0]?.document).toMatchObject({
      nodes: [{ slug: 'platform' }, { slug: 'shop' }],
    });
    expect(
      answers(writer, 'GET /repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies'),
    ).toMatchObject([
      {
        parameters: { repo: 'web-shop', environment_name: 'production' },
        document: { branch_policies: [{ name: 'main' }] },
      },
    ]);
  });

  it('has a record of coverage for everything that could be asked, and never more', async () => {
    const server = await serve();
    const writer = write();
    await collect(writer, server);
    const operations = writer
      .reader()
      .coverage()
      .map(({ operation }) => operation);
    expect(operations.sort()).toEqual(GITHUB_OPERATIONS.map(({ operation }) => operation).sort());
  });

  it('loses the values of variables, literal secrets of workflows, and addresses nobody needs', async () => {
    const organization: Organization = {
      ...LARKFIELD,
      repositories: LARKFIELD.repositories.map((repository) => ({
        ...repository,
        files: {
          '.github/workflows/a.yml': 'env:\n  API_TOKEN: typed-in-by-hand-93\n  R: vars.REGION\n',
        },
        variables: [{ name: 'REGION', value: 'a-value-that-may-be-secret' }],
      })),
    };
    const server = await serve({ organization });
    const writer = write();
    await collect(writer, server);
    const reader = writer.reader();
    const all = [...reader.calls()]
      .map(({ observation }) => JSON.stringify(observation && reader.document(observation)))
      .join('\n');
    expect(all).toContain('"REGION"');
    expect(all).not.toContain('a-value-that-may-be-secret');
    expect(all).not.toContain('typed-in-by-hand-93');
    expect(all).not.toContain('hooks_url');
    expect(all).not.toContain(server.token);
    const variables = [...reader.calls({ operation: 'GET /repos/{owner}/{repo}/actions/variables' })];
    expect(variables.length).toBe(4);
    expect(
      variables.every(({ redactions, originalSha256 }) => redactions === 1 && originalSha256 !== null),
    ).toBe(true);
  });

  it('of many pages is read to the last, and a full last page costs no call more', async () => {
    const [first] = LARKFIELD.repositories;
    const organization: Organization = {
      ...LARKFIELD,
      repositories: Array.from({ length: 200 }, (_, index) => ({
        ...(first as (typeof LARKFIELD.repositories)[number]),
        name: `repo-${String(index).padStart(3, '0')}`,
        id: index + 1,
        files: {},
        environments: [],
        rulesets: [],
        archived: true,
      })),
      secrets: [],
      members: Array.from({ length: 150 }, (_, index) => ({
        login: `m${index}`,
        id: index,
        role: 'MEMBER' as const,
      })),
      runnerGroups: [],
      teams: [
        {
          slug: 'everyone',
          id: 1,
          parent: null,
          members: Array.from({ length: 120 }, (_, index) => ({
            login: `m${index}`,
            role: 'MEMBER' as const,
          })),
          repositories: [],
        },
      ],
      variables: Array.from({ length: 70 }, (_, index) => ({
        name: `V${index}`,
        visibility: 'all' as const,
        value: 'x',
      })),
    };
    const server = await serve({ organization });
    const writer = write();
    await collect(writer, server);
    expect(answers(writer, REPOS).map(({ page }) => page)).toEqual([0, 1]);
    expect(server.calls().filter(({ operation }) => operation === REPOS)).toHaveLength(2);
    expect(coverageOf(writer, REPOS)).toMatchObject({ status: 'complete', items: 200 });
    expect(coverageOf(writer, 'graphql:members')).toMatchObject({ status: 'complete', items: 150 });
    expect(coverageOf(writer, 'graphql:team-members')).toMatchObject({ status: 'complete', items: 20 });
    expect(coverageOf(writer, 'GET /orgs/{org}/actions/variables')).toMatchObject({
      status: 'complete',
      items: 70,
    });
    expect(coverageOf(writer, 'graphql:repository')).toMatchObject({ status: 'complete', items: 200 });
  });
});

describe('single repositories', () => {
  it('are collected without the others, which stay unknown', async () => {
    const server = await serve();
    const writer = write();
    await collect(writer, server, { repositories: ['larkfield-example/handbook'] });
    expect(answers(writer, 'graphql:repository').map(({ parameters }) => parameters.repo)).toEqual([
      'handbook',
    ]);
    expect(coverageOf(writer, REPOS)).toMatchObject({
      status: 'skipped',
      kinds: expect.arrayContaining(['can-assume']),
    });
  });

  it('that were renamed are found under their old name and collected under the new', async () => {
    const organization: Organization = {
      ...LARKFIELD,
      repositories: LARKFIELD.repositories.map((each) =>
        each.name === 'handbook' ? { ...each, formerNames: ['wiki'] } : each,
      ),
    };
    const server = await serve({ organization });
    const writer = write();
    await collect(writer, server, { repositories: ['larkfield-example/wiki'] });
    expect(answers(writer, 'GET /repos/{owner}/{repo}')).toMatchObject([
      { parameters: { repo: 'wiki' }, document: { full_name: 'larkfield-example/handbook' } },
    ]);
    expect(answers(writer, 'graphql:repository').map(({ parameters }) => parameters.repo)).toEqual([
      'handbook',
    ]);
  });

  it('that cannot be seen are said to be hidden or absent, since nobody can tell', async () => {
    const server = await serve();
    const writer = write();
    await collect(writer, server, { repositories: ['larkfield-example/nothing'] });
    expect(coverageOf(writer, 'GET /repos/{owner}/{repo}')).toMatchObject({
      status: 'denied',
      reason: expect.stringContaining('nothing: there is none, or the token may not see it'),
    });
  });
});

describe('what the token may not see', () => {
  it('is told with the permission that GitHub names', async () => {
    const server = await serve({
      faults: ({ operation }) =>
        operation === SECRETS ? { kind: 'forbidden', permission: 'secrets=read' } : null,
    });
    const writer = write();
    const { gaps } = await collect(writer, server);
    expect(gaps).toBe(1);
    expect(coverageOf(writer, SECRETS)).toMatchObject({
      status: 'denied',
      reason: expect.stringContaining('GitHub names the permission secrets=read'),
      kinds: ['uses-secret'],
    });
  });

  it('is told with the permission that the operation is known to need, where GitHub names none', async () => {
    const server = await serve({
      faults: ({ operation }) => (operation === SECRETS ? { kind: 'forbidden', permission: null } : null),
    });
    const writer = write();
    await collect(writer, server);
    expect(coverageOf(writer, SECRETS)?.reason).toContain('it needs Repository: Secrets (read)');
  });

  it('and GitHub hides behind 404 is denied, not absent', async () => {
    const server = await serve({
      faults: ({ operation, parameters }) =>
        operation.endsWith('/runner-groups') || (operation === SECRETS && parameters.repo === 'handbook')
          ? { kind: 'hidden' }
          : null,
    });
    const writer = write();
    await collect(writer, server);
    expect(coverageOf(writer, 'GET /orgs/{org}/actions/runner-groups')).toMatchObject({
      status: 'denied',
      reason: expect.stringContaining('404 for what a token may not see'),
    });
    expect(coverageOf(writer, SECRETS)).toMatchObject({
      status: 'denied',
      items: 2,
      reason: expect.stringMatching(/^1 of 4 calls denied/),
    });
    // What hangs on it is not known either.
    expect(
      coverageOf(writer, 'GET /orgs/{org}/actions/runner-groups/{runner_group_id}/runners')?.status,
    ).toBe('skipped');
  });

  it('through GraphQL is null and a gap, for an administrator’s list that comes empty too', async () => {
    const server = await serve({ hidden: ['workflows'], administers: false });
    const writer = write();
    await collect(writer, server);
    const order = answers(writer, 'graphql:repository').find(
      ({ parameters }) => parameters.repo === 'order-service',
    );
    expect(order?.document).toMatchObject({
      workflows: null,
      deployKeys: null,
      branchProtectionRules: null,
      collaborators: null,
      errors: [{ type: 'FORBIDDEN', path: ['workflows'] }],
    });
    for (const part of ['workflows', 'deployKeys', 'branchProtectionRules', 'collaborators'])
      expect(coverageOf(writer, `graphql:repository#${part}`), part).toMatchObject({
        status: 'denied',
        items: 0,
      });
    expect(coverageOf(writer, 'graphql:repository#refs')?.status).toBe('complete');
    // It may have workflows all the same, so what depends on them is asked.
    expect(coverageOf(writer, 'GET /repos/{owner}/{repo}/actions/workflows')?.calls).toBe(4);
  });

  it('is left alone after fifty denials in a row', async () => {
    const [first] = LARKFIELD.repositories;
    const repositories = Array.from({ length: 80 }, (_, index) => ({
      ...(first as (typeof LARKFIELD.repositories)[number]),
      name: `r${index}`,
      id: index + 1,
      files: {},
      environments: [],
      rulesets: [],
    }));
    const server = await serve({
      organization: { ...LARKFIELD, repositories, secrets: [], runnerGroups: [], teams: [] },
      faults: ({ operation }) =>
        operation === SECRETS ? { kind: 'forbidden', permission: 'secrets=read' } : null,
    });
    const writer = write();
    await collect(writer, server);
    const asked = server.calls().filter(({ operation }) => operation === SECRETS).length;
    expect(asked).toBeGreaterThanOrEqual(50);
    expect(asked).toBeLessThan(60);
    expect(coverageOf(writer, SECRETS)).toMatchObject({ status: 'denied', items: 0 });
  });
});

describe('owners', () => {
  it('that are personal accounts need their repositories named', async () => {
    const server = await serve();
    await expect(collect(write(), server, { organizations: ['noor-haddad'] })).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('--repo noor-haddad/NAME'),
    });
  });

  it('that cannot be seen are refused, and nothing is recorded', async () => {
    const server = await serve();
    const writer = write();
    await expect(collect(writer, server, { organizations: ['nobody-example'] })).rejects.toMatchObject({
      code: 'collection-failed',
      message: expect.stringContaining('may not see it'),
    });
    expect(writer.reader().sources()).toEqual([]);
  });

  it('with names that are none are wrong usage', async () => {
    const server = await serve();
    for (const options of [
      { organizations: ['a/b'] },
      { repositories: ['only-a-name'] },
      { organizations: [] },
    ])
      await expect(collect(write(), server, options)).rejects.toMatchObject({ code: 'usage' });
    expect(server.calls()).toEqual([]);
  });
});
