import type { EntityKind } from '../../schema/kinds/entity-kinds.ts';
import type { Entity, EvidenceRef, JsonObject } from '../../schema/records.ts';
import type { Organization, Repository } from '../github/estate/estate.ts';
import { deployKeyId } from '../github/estate/writers.ts';
import {
  appId,
  environmentSecretId,
  membersId,
  organizationSecretId,
  partId,
  runnerGroupId,
  teamId,
  tokenGrantId,
  userId,
} from '../github/ids.ts';
import { permitsTokens } from '../github/mint/runs-of-workflow.ts';
import { subjectTemplate } from '../github/mint/token-shape.ts';
import { templateWords } from '../oidc/mintable/template.ts';
import type { Scene } from '../rules/rule.ts';

interface Described {
  readonly id: string;
  readonly kind: EntityKind;
  readonly name: string;
  readonly evidence: EvidenceRef | null;
  readonly tier?: Entity['tier'];
  readonly attributes?: JsonObject;
}

/** Everything of GitHub that was collected. */
export function* githubEntities({ github }: Scene): Generator<Entity> {
  for (const organization of github.organizations) {
    const source = organization.fact.source;
    const whole = (each: Described): Entity => ({
      tier: null,
      attributes: {},
      ...each,
      source,
      collected: true,
    });
    for (const each of ofOrganization(organization)) yield whole(each);
    for (const repository of organization.repositories)
      for (const each of ofRepository(repository)) yield whole(each);
  }
}

function* ofOrganization(organization: Organization): Generator<Described> {
  const { fact } = organization;
  const org = fact.login;
  yield {
    id: organization.id,
    kind: 'github-organization',
    name: org,
    evidence: fact.ref,
    tier: 0,
    attributes: plain({
      id: fact.id,
      defaultRepositoryPermission: fact.defaultPermission,
      membersCreateRepositories: fact.membersCreateRepositories,
      allowedActions: fact.allowedActions?.allowed ?? null,
      defaultWorkflowPermissions: fact.workflowDefaults?.permissions ?? null,
      forkApproval: fact.forkApproval?.policy ?? null,
    }),
  };
  if (fact.defaultPermission !== null && fact.ref !== null)
    yield { id: membersId(org), kind: 'github-team', name: `all members of ${org}`, evidence: fact.ref };
  const users = new Set<string>();
  for (const member of organization.members) {
    users.add(member.login);
    yield user(org, member.login, member.ref, member.owner ? 'owner' : 'member');
  }
  for (const repository of organization.repositories)
    for (const each of repository.fact.collaborators ?? [])
      if (!users.has(each.name)) {
        users.add(each.name);
        yield user(org, each.name, each.ref, 'outside collaborator');
      }
  for (const team of organization.teams)
    yield {
      id: teamId(org, team.slug),
      kind: 'github-team',
      name: team.name,
      evidence: team.ref,
      attributes: plain({ members: team.members.length, parent: team.parent }),
    };
  for (const app of organization.installations)
    yield {
      id: appId(org, app.slug),
      kind: 'github-app',
      name: app.slug,
      evidence: app.ref,
      attributes: plain({
        appId: app.appId,
        suspended: app.suspended,
        repositories: Array.isArray(app.repositories) ? app.repositories.join(', ') : app.repositories,
        permissions: Object.entries(app.permissions)
          .map(([name, level]) => `${name}: ${level}`)
          .join(', '),
      }),
    };
  for (const secret of organization.secrets)
    yield {
      id: organizationSecretId(org, secret.name),
      kind: 'github-secret',
      name: secret.name,
      evidence: secret.ref,
      tier: 1,
      attributes: plain({ scope: 'organization', visibility: secret.visibility, updated: secret.updatedAt }),
    };
  for (const group of organization.runnerGroups)
    yield {
      id: runnerGroupId(org, group.name),
      kind: 'github-runner-group',
      name: group.name,
      evidence: group.ref,
      attributes: plain({
        visibility: group.visibility,
        public: group.allowsPublic,
        runners: group.runners?.length ?? null,
      }),
    };
  for (const token of organization.tokenGrants)
    yield {
      id: tokenGrantId(org, token.id),
      kind: 'github-token-grant',
      name: token.name,
      evidence: token.ref,
      attributes: plain({
        owner: token.owner,
        expired: token.expired,
        expires: token.expiresAt,
        lastUsed: token.lastUsed,
      }),
    };
}

function user(org: string, login: string, evidence: EvidenceRef, role: string): Described {
  return { id: userId(org, login), kind: 'github-user', name: login, evidence, attributes: { role } };
}

function* ofRepository(repository: Repository): Generator<Described> {
  const { fact, organization } = repository;
  const org = organization.fact.login;
  const template = subjectTemplate(repository);
  yield {
    id: repository.id,
    kind: 'github-repository',
    name: fact.name,
    evidence: fact.ref,
    attributes: plain({
      visibility: fact.visibility,
      archived: fact.archived,
      defaultBranch: fact.defaultBranch,
      subject: template.keys?.join(', ') ?? `${templateWords(template.prefix)}:<context>`,
      immutableSubject: template.immutable,
    }),
  };
  for (const branch of repository.branches)
    yield {
      id: branch.id,
      kind: 'github-branch',
      name: branch.kind === 'existing' ? branch.name : branchName(branch.kind, branch.name),
      evidence: branch.ref,
      attributes: plain({ default: branch.name === fact.defaultBranch, exists: branch.kind === 'existing' }),
    };
  for (const workflow of repository.workflows) {
    const { model } = workflow.fact;
    yield {
      id: workflow.id,
      kind: 'github-workflow',
      name: workflow.fact.name,
      evidence: workflow.fact.ref,
      attributes: plain({
        path: workflow.fact.path,
        state: workflow.fact.state,
        branch: workflow.fact.branch,
        triggers: model?.triggers.map(({ event }) => event).join(', ') ?? null,
        mintsTokens: model?.jobs.some((job) => permitsTokens(job, model.permissions) !== null) ?? null,
        problem: model?.problems[0] ?? null,
      }),
    };
  }
  for (const environment of fact.environments ?? []) {
    const { rules } = environment;
    yield {
      id: partId(org, fact.name, 'environment', environment.name),
      kind: 'github-environment',
      name: environment.name,
      evidence: environment.ref,
      attributes: plain({
        reviewers: rules?.reviewers.map(({ name }) => name).join(', ') ?? null,
        branches: rules?.branchPolicy.kind ?? null,
        waitMinutes: rules?.waitMinutes ?? null,
        adminsBypass: rules?.adminsBypass ?? null,
      }),
    };
    for (const secret of environment.secrets ?? [])
      yield {
        id: environmentSecretId(org, fact.name, environment.name, secret.name),
        kind: 'github-secret',
        name: secret.name,
        evidence: secret.ref,
        tier: 1,
        attributes: plain({ scope: `environment ${environment.name}`, updated: secret.updatedAt }),
      };
  }
  for (const secret of fact.secrets ?? [])
    yield {
      id: partId(org, fact.name, 'secret', secret.name),
      kind: 'github-secret',
      name: secret.name,
      evidence: secret.ref,
      tier: 1,
      attributes: plain({ scope: 'repository', updated: secret.updatedAt }),
    };
  for (const key of fact.deployKeys ?? [])
    yield {
      id: deployKeyId(repository, key),
      kind: 'github-deploy-key',
      name: key.title,
      evidence: key.ref,
      attributes: plain({
        fingerprint: key.fingerprint,
        readOnly: key.readOnly,
        created: key.createdAt,
        lastUsed: key.lastUsed,
        enabled: key.enabled,
      }),
    };
  for (const runner of fact.runners ?? [])
    yield {
      id: partId(org, fact.name, 'runner', runner.name),
      kind: 'github-runner',
      name: runner.name,
      evidence: runner.ref,
      attributes: plain({ labels: runner.labels.join(', '), ephemeral: runner.ephemeral }),
    };
}

function branchName(kind: string, name: string): string {
  if (kind === 'fitting') return `new branch ${name}`;
  return kind === 'new' ? 'any new branch' : 'any new tag';
}

/** Attributes that say something. */
function plain(attributes: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(attributes).filter(([, value]) => value !== null && value !== '' && value !== undefined),
  );
}

const KINDS: Readonly<Record<string, EntityKind>> = {
  team: 'github-team',
  role: 'github-team',
  user: 'github-user',
  app: 'github-app',
  'runner-group': 'github-runner-group',
  'token-grant': 'github-token-grant',
  secret: 'github-secret',
  workflow: 'github-workflow',
  branch: 'github-branch',
  tag: 'github-branch',
  environment: 'github-environment',
  'deploy-key': 'github-deploy-key',
  runner: 'github-runner',
};

/** What an id of GitHub names, where nothing but the id is known: `github://ORG[/REPO][/KIND/NAME]`. */
export function mentionedInGithub(id: string): Entity | null {
  if (!id.startsWith('github://')) return null;
  const parts = id.slice('github://'.length).split('/');
  const [, second = '', third = ''] = parts;
  let kind: EntityKind = 'github-organization';
  let name = parts[0] ?? '';
  if (parts.length === 2) [kind, name] = ['github-repository', second];
  else if (parts.length > 3 && KINDS[third] !== undefined) {
    kind = parts.at(-2) === 'secret' ? 'github-secret' : KINDS[third];
    name = kind === 'github-secret' ? (parts.at(-1) as string) : parts.slice(3).join('/');
  } else if (parts.length > 2)
    [kind, name] = [KINDS[second] ?? 'github-repository', parts.slice(2).join('/')];
  return { id, kind, name, source: null, collected: false, tier: null, attributes: {}, evidence: null };
}
