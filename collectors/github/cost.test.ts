import { expect, it } from 'vitest';
import { LARKFIELD } from '../../sample/github/larkfield.ts';
import type { Organization, Repository } from '../../sample/github/model.ts';
import { type SampleGithubOptions, startSampleGithub } from '../../sample/github/server.ts';
import { canonicalJson } from '../../schema/json.ts';
import { ENTITY_TAGS, previousAnswers } from './previous.ts';
import { collecting } from './testing/collected.ts';

const { serve, write, collect } = collecting((options: Partial<SampleGithubOptions> | undefined) =>
  startSampleGithub({ organization: LARKFIELD, ...options }),
);

/** A whole round of the mix below. At 1,000 it was 3.81 calls each, and 0.05 when repeated. */
const REPOSITORIES = 420;
const WORKFLOW = (index: number) =>
  [
    `on: ${index % 2 === 0 ? 'push' : '[push, pull_request]'}`,
    ...(index % 10 < 7 ? ['permissions:', '  contents: read'] : []),
    'jobs:',
    '  build:',
    '    runs-on: ubuntu-latest',
    `    steps: [{ run: make }]${index % 10 === 0 ? ' # vars.REGION' : ''}`,
  ].join('\n');

/**
 * An organization of which one repository in seven is archived, three in five of the others have workflows, one in seven
 * two environments, and a quarter is public; one in twenty has Actions switched off. Runners of a repository's own are allowed, which costs a call for each.
 */
function repository(index: number): Repository {
  const archived = index % 7 === 0;
  const workflows = index % 5 < 3;
  return {
    name: `repo-${String(index).padStart(4, '0')}`,
    id: 100_000 + index,
    visibility: index % 4 === 0 ? 'public' : 'private',
    archived,
    actions: index % 20 !== 1,
    description: '',
    branches: ['main', 'next'],
    files: workflows ? { '.github/workflows/build.yml': WORKFLOW(index) } : {},
    environments:
      index % 7 === 1
        ? ['staging', 'production'].map((name, position) => ({
            name,
            id: index * 10 + position,
            reviewers: [],
            branches: position === 1 ? ['main'] : null,
            secrets: ['KEY'],
            variables: [],
          }))
        : [],
    secrets: ['TOKEN'],
    variables: [],
    deployKeys: [],
    collaborators: [],
    rulesets: [],
    protections: [],
  };
}

const LARGE: Organization = {
  ...LARKFIELD,
  runnersAllowed: 'all',
  rulesets: [],
  secrets: [],
  teams: [],
  runnerGroups: [],
  repositories: Array.from({ length: REPOSITORIES }, (_, index) => repository(index)),
};

it(`${REPOSITORIES} repositories cost at most 4 calls each, and next to nothing when nothing has changed`, async () => {
  const server = await serve({ organization: LARGE });
  const first = write();
  const whole = await collect(first, server);
  expect(whole.gaps).toBe(0);
  expect(whole.calls.sent).toBe(server.calls().length);
  const each = whole.calls.charged / REPOSITORIES;
  const again = write();
  const before = server.calls().length;
  const repeated = await collect(again, server, {
    previous: (source) => previousAnswers(first.reader(), source),
  });
  const eachAgain = repeated.calls.charged / REPOSITORIES;
  console.log(
    `${each.toFixed(2)} calls a repository; again: ${eachAgain.toFixed(2)} that count, ${(repeated.calls.sent / REPOSITORIES).toFixed(2)} sent`,
  );
  expect(each).toBeLessThanOrEqual(4);
  expect(eachAgain).toBeLessThanOrEqual(1);
  expect(
    server
      .calls()
      .slice(before)
      .filter(({ status }) => status === 304).length,
  ).toBe(repeated.calls.sent - repeated.calls.charged);
  expect(contentOf(again)).toEqual(contentOf(first));
}, 300_000);

/** Which call got which document. */
function contentOf(writer: ReturnType<typeof write>): unknown {
  return [...writer.reader().calls()]
    .filter(({ operation }) => operation !== ENTITY_TAGS)
    .map((call) => `${call.operation} ${canonicalJson(call.parameters)} ${call.page} ${call.observation}`)
    .sort();
}

it('what has changed since is asked for anew, and only that', async () => {
  const server = await serve();
  const first = write();
  await collect(first, server);
  server.organization = {
    ...LARKFIELD,
    repositories: LARKFIELD.repositories.map((each) =>
      each.name === 'handbook' ? { ...each, secrets: ['PREVIEW_TOKEN', 'NEW_TOKEN'] } : each,
    ),
  };
  const again = write();
  const before = server.calls().length;
  await collect(again, server, { previous: (source) => previousAnswers(first.reader(), source) });
  const changed = server
    .calls()
    .slice(before)
    .filter(({ operation, status }) => operation.startsWith('GET /') && status === 200)
    .map(({ operation }) => operation);
  // Who asks and of whom is asked before there is anything to compare with.
  expect(changed).toEqual(['GET /user', 'GET /orgs/{org}', 'GET /repos/{owner}/{repo}/actions/secrets']);
  const documents = [...again.reader().calls({ operation: 'GET /repos/{owner}/{repo}/actions/secrets' })]
    .filter(({ parameters }) => parameters.repo === 'handbook')
    .map(({ observation }) => JSON.stringify(observation && again.reader().document(observation)));
  expect(documents.join()).toContain('NEW_TOKEN');
});
