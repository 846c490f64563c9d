import { type Cursor, field, text } from '../../observations/cursor.ts';
import type { ObservationSource } from '../../observations/observation-source.ts';
import { sourcesOf } from '../../observations/sources-of.ts';
import { type Steps, slowly } from '../../steps.ts';
import { type Answers, answerSteps } from './answers.ts';
import type { GithubFacts, RepositoryFact } from './facts.ts';
import { readGraph } from './opengraph/read-graph.ts';
import {
  readInstallations,
  readMembers,
  readOrganizationSecrets,
  readRunnerGroups,
  readTeams,
  readTokenGrants,
} from './read-members.ts';
import { readRepository } from './read-repository.ts';
import { readOrganization } from './read-settings.ts';
import type { WorkflowModel } from './workflow/model.ts';
import { readWorkflow } from './workflow/read-workflow.ts';

/** Reads every observation of GitHub into facts, with a stop after each, and after each repository. Interprets nothing. */
export function* githubFactSteps(source: ObservationSource): Steps<GithubFacts> {
  const { sources, coverage } = sourcesOf(source, 'github');
  const answers = yield* answerSteps(source);
  const owners = [...new Map(sources.map((each) => [ownerOf(each), each.id])).entries()];
  const logins = owners.map(([login]) => login);
  const graphs = sources.flatMap((each) => {
    const graph = readGraph(answers, ownerOf(each), each.id);
    return graph === null ? [] : [[ownerOf(each), graph] as const];
  });
  const inGraphs = new Set(graphs.map(([login]) => login));
  const repositories: RepositoryFact[] = [];
  for (const [login, id] of owners) yield* readRepositories(answers, login, id, repositories);
  return {
    sources,
    coverage,
    organizations: [
      ...owners
        .filter(([login]) => !inGraphs.has(login))
        .map(([login, id]) => readOrganization(answers, login, id)),
      ...graphs.flatMap(([, graph]) => graph.organizations),
    ],
    repositories: [...repositories, ...graphs.flatMap(([, graph]) => graph.repositories)],
    members: [
      ...logins.flatMap((login) => readMembers(answers, login)),
      ...graphs.flatMap(([, graph]) => graph.members),
    ],
    teams: [
      ...logins.flatMap((login) => readTeams(answers, login)),
      ...graphs.flatMap(([, graph]) => graph.teams),
    ],
    installations: [
      ...logins.flatMap((login) => readInstallations(answers, login)),
      ...graphs.flatMap(([, graph]) => graph.installations),
    ],
    secrets: [
      ...logins.flatMap((login) => readOrganizationSecrets(answers, login)),
      ...graphs.flatMap(([, graph]) => graph.secrets),
    ],
    runnerGroups: logins.flatMap((login) => readRunnerGroups(answers, login)),
    tokenGrants: [
      ...logins.flatMap((login) => readTokenGrants(answers, login)),
      ...graphs.flatMap(([, graph]) => graph.tokenGrants),
    ],
    seen: answers.seen,
  };
}

/** The login that a source is of: said by the source, or by its id. */
function ownerOf({ id, account }: { readonly id: string; readonly account: string | null }): string {
  return account ?? id.slice(id.indexOf(':') + 1);
}

function* readRepositories(
  answers: Answers,
  owner: string,
  source: string,
  into: RepositoryFact[],
): Steps<void> {
  const listed = new Map<string, Cursor>();
  const main = new Map<string, Cursor>();
  const names = new Map<string, string>();
  const note = (into: Map<string, Cursor>, name: string | null, at: Cursor) => {
    if (name === null) return;
    names.set(name.toLowerCase(), names.get(name.toLowerCase()) ?? name);
    if (!into.has(name.toLowerCase())) into.set(name.toLowerCase(), at);
  };
  for (const item of answers.list('GET /orgs/{org}/repos', { org: owner }))
    note(listed, text(item, 'name'), item);
  for (const operation of ['graphql:repository', 'read checkout', 'GET /repos/{owner}/{repo}'])
    for (const { at, parameters } of answers.of(operation)) {
      if ((parameters.owner ?? ownerIn(at))?.toLowerCase() !== owner.toLowerCase()) continue;
      const into = operation.startsWith('GET') ? listed : main;
      note(into, text(at, 'name') ?? parameters.repo ?? null, at);
    }
  const parse = eachTextOnce();
  const sorted = [...names].sort(([a], [b]) => (a < b ? -1 : 1));
  yield* slowly(
    sorted,
    ([key, name]) => {
      const found = readRepository(answers, source, owner, name, main.get(key), listed.get(key), parse);
      if (found) into.push(found);
    },
    1,
  );
}

/** Repositories made from one template share their workflows, and parsing is most of what reading takes. */
function eachTextOnce(): typeof readWorkflow {
  const known = new Map<string, WorkflowModel>();
  return (path, content) => {
    const key = `${path}\n${content}`;
    const model = known.get(key) ?? readWorkflow(path, content);
    known.set(key, model);
    return model;
  };
}

function ownerIn(at: Cursor): string | null {
  return text(field(at, 'owner'), 'login');
}
