import { fingerprintOfPublicKey } from '../../credentials/ssh-fingerprint.ts';
import { type Cursor, field, flag, items, refOf, text } from '../../observations/cursor.ts';
import type { Answer, Answers } from './answers.ts';
import type { DeployKeyFact, GrantFact, RepositoryFact, WorkflowFact } from './facts.ts';
import { readEnvironments } from './read-environments.ts';
import { numberText, permissionOf, readRunners, readSecrets } from './read-members.ts';
import { readProtections, readRulesets } from './read-protection.ts';
import { approvalOf, defaultsOf, present, templateOf } from './read-settings.ts';
import type { readWorkflow } from './workflow/read-workflow.ts';

/**
 * A repository from what was said of it: by GraphQL or files (`main`), by REST in a list (`listed`), and by itself.
 * `parse` reads its workflows.
 */
export function readRepository(
  answers: Answers,
  source: string,
  owner: string,
  repo: string,
  main: Cursor | undefined,
  listed: Cursor | undefined,
  parse: typeof readWorkflow,
): RepositoryFact | null {
  const first = main ?? listed;
  if (first === undefined) return null;
  const one = (rest: string): Answer | undefined =>
    answers.of(`GET /repos/{owner}/{repo}/${rest}`, { owner, repo })[0];
  const list = (rest: string, member?: string): readonly Cursor[] | null =>
    answers.has(`GET /repos/{owner}/{repo}/${rest}`, { owner, repo })
      ? answers.list(`GET /repos/{owner}/{repo}/${rest}`, { owner, repo }, member)
      : null;
  const secrets = list('actions/secrets', 'secrets');
  const runners = list('actions/runners', 'runners');
  const at = main ?? first;
  const refs = field(at, 'refs');
  const branches = present(refs) ? [...items(field(refs, 'nodes'))] : null;
  const total = field(refs, 'totalCount').value;
  const environments = field(field(at, 'environments'), 'totalCount').value;
  const visibility = (text(at, 'visibility') ?? (listed && text(listed, 'visibility')))?.toLowerCase();
  return {
    organization: owner,
    name: repo,
    id: numberText(at, 'databaseId') ?? (listed === undefined ? null : numberText(listed, 'id')),
    source,
    ref: refOf(at),
    visibility:
      visibility === 'public' || visibility === 'private' || visibility === 'internal' ? visibility : null,
    archived: either(at, 'isArchived', listed, 'archived') === true,
    forkingAllowed: either(at, 'forkingAllowed', listed, 'allow_forking'),
    createdAt: text(at, 'createdAt') ?? (listed === undefined ? null : text(listed, 'created_at')),
    defaultBranch:
      text(field(at, 'defaultBranchRef'), 'name') ??
      (listed === undefined ? null : text(listed, 'default_branch')),
    branches:
      branches?.flatMap((node) => {
        const name = text(node, 'name');
        return name === null ? [] : [{ name, ref: refOf(node) }];
      }) ?? null,
    moreBranches: typeof total === 'number' && branches !== null && total > branches.length,
    workflows: readWorkflows(at, owner, repo, list('actions/workflows', 'workflows'), parse),
    environments: readEnvironments(
      answers,
      owner,
      repo,
      typeof environments === 'number' ? environments : null,
    ),
    deployKeys: readDeployKeys(at),
    protections: readProtections(at),
    rulesets: readRulesets(answers, owner, repo, at),
    collaborators: readCollaborators(at),
    secrets: secrets === null ? null : readSecrets(secrets),
    oidc: templateOf(one('actions/oidc/customization/sub')),
    workflowDefaults: defaultsOf(one('actions/permissions/workflow')),
    forkApproval: approvalOf(one('actions/permissions/fork-pr-contributor-approval')),
    runners: runners === null ? null : readRunners(runners),
    codeowners: codeownersOf(at),
  };
}

function either(at: Cursor, name: string, other: Cursor | undefined, otherName: string): boolean | null {
  return flag(at, name) ?? (other === undefined ? null : flag(other, otherName));
}

function readWorkflows(
  at: Cursor,
  organization: string,
  repository: string,
  states: readonly Cursor[] | null,
  parse: typeof readWorkflow,
): readonly WorkflowFact[] | null {
  const folder = field(at, 'workflows');
  // A folder that is not there is null; one that was not asked for is no member at all.
  if (folder.value === null) return [];
  if (folder.value === undefined) return null;
  const found = [...items(field(folder, 'entries'))].flatMap((entry): WorkflowFact[] => {
    const path = text(entry, 'path');
    if (path === null || !/\.ya?ml$/i.test(path)) return [];
    const content = text(field(entry, 'object'), 'text');
    const model = content === null ? null : parse(path, content);
    const state = states?.find((each) => text(each, 'path') === path);
    return [
      {
        organization,
        repository,
        path,
        name: nameOf(path, model?.name ?? null),
        branch: null,
        ref: refOf(field(field(entry, 'object'), 'text')),
        state: state === undefined ? null : text(state, 'state'),
        stateRef: state === undefined ? null : refOf(field(state, 'state')),
        model,
      },
    ];
  });
  return withUniqueNames(found);
}

function nameOf(path: string, own: string | null): string {
  return own !== null && !own.includes('${{') ? own : path.slice(path.lastIndexOf('/') + 1);
}

/** Two files may carry one name; then their files' names tell them apart. */
export function withUniqueNames(workflows: readonly WorkflowFact[]): readonly WorkflowFact[] {
  const count = new Map<string, number>();
  for (const { name } of workflows) count.set(name, (count.get(name) ?? 0) + 1);
  return workflows.map((each) =>
    count.get(each.name) === 1 ? each : { ...each, name: each.path.slice(each.path.lastIndexOf('/') + 1) },
  );
}

function readDeployKeys(at: Cursor): readonly DeployKeyFact[] | null {
  const keys = field(at, 'deployKeys');
  if (!present(keys)) return null;
  return [...items(field(keys, 'nodes'))].flatMap((node) => {
    const id = text(node, 'id');
    if (id === null) return [];
    return [
      {
        id,
        title: text(node, 'title') ?? id,
        ref: refOf(node),
        fingerprint: fingerprintOfPublicKey(text(node, 'key') ?? ''),
        readOnly: flag(node, 'readOnly') !== false,
        createdAt: text(node, 'createdAt'),
        lastUsed: text(node, 'lastUsedAt'),
        enabled: flag(node, 'enabled') !== false,
      },
    ];
  });
}

function readCollaborators(at: Cursor): readonly GrantFact[] | null {
  const people = field(at, 'collaborators');
  if (!present(people)) return null;
  return [...items(field(people, 'edges'))].flatMap((edge) => {
    const login = text(field(edge, 'node'), 'login');
    return login === null
      ? []
      : [
          {
            kind: 'user' as const,
            name: login,
            permission: permissionOf(text(edge, 'permission')),
            ref: refOf(edge),
          },
        ];
  });
}

function codeownersOf(at: Cursor): RepositoryFact['codeowners'] {
  for (const name of ['codeownersGithub', 'codeownersRoot', 'codeownersDocs']) {
    const file = field(field(at, name), 'text');
    if (typeof file.value === 'string') return { ref: refOf(file), text: file.value };
  }
  return null;
}
