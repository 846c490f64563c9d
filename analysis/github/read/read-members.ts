import type { JsonObject } from '../../../schema/json.ts';
import { isJsonObject } from '../../../schema/json.ts';
import { type Cursor, field, flag, items, refOf, text } from '../../observations/cursor.ts';
import type { Answers } from './answers.ts';
import type {
  InstallationFact,
  MemberFact,
  OrganizationSecretFact,
  Permission,
  RunnerFact,
  RunnerGroupFact,
  SecretFact,
  TeamFact,
  TokenGrantFact,
} from './facts.ts';
import { PERMISSIONS } from './facts.ts';

export function readMembers(answers: Answers, org: string): readonly MemberFact[] {
  return answers.list('graphql:members', { org }, 'edges').flatMap((edge) => {
    const login = text(field(edge, 'node'), 'login');
    return login === null
      ? []
      : [{ organization: org, login, owner: text(edge, 'role') === 'ADMIN', ref: refOf(edge) }];
  });
}

export function readTeams(answers: Answers, org: string): readonly TeamFact[] {
  return answers.list('graphql:teams', { org }, 'nodes').flatMap((node) => {
    const slug = text(node, 'slug');
    if (slug === null) return [];
    const members = [
      ...items(field(field(node, 'members'), 'edges')),
      ...answers.list('graphql:team-members', { org, team: slug }, 'edges'),
    ];
    const repositories = [
      ...items(field(field(node, 'repositories'), 'edges')),
      ...answers.list('graphql:team-repositories', { org, team: slug }, 'edges'),
    ];
    return [
      {
        organization: org,
        slug,
        name: text(node, 'name') ?? slug,
        id: numberText(node, 'databaseId'),
        ref: refOf(node),
        parent: text(field(node, 'parentTeam'), 'slug'),
        members: members.flatMap((edge) => {
          const login = text(field(edge, 'node'), 'login');
          return login === null ? [] : [{ login, ref: refOf(edge) }];
        }),
        repositories: repositories.flatMap((edge) => {
          const name = text(field(edge, 'node'), 'nameWithOwner');
          return name === null
            ? []
            : [{ name, permission: permissionOf(text(edge, 'permission')), ref: refOf(edge) }];
        }),
      },
    ];
  });
}

export function readInstallations(answers: Answers, org: string): readonly InstallationFact[] {
  return answers.list('GET /orgs/{org}/installations', { org }, 'installations').flatMap((item) => {
    const slug = text(item, 'app_slug');
    if (slug === null) return [];
    return [
      {
        organization: org,
        slug,
        appId: numberText(item, 'app_id'),
        ref: refOf(item),
        permissions: textRecord(field(item, 'permissions')),
        suspended: text(item, 'suspended_at') !== null,
        repositories: text(item, 'repository_selection') === 'all' ? ('all' as const) : null,
      },
    ];
  });
}

export function readOrganizationSecrets(answers: Answers, org: string): readonly OrganizationSecretFact[] {
  const selected = 'GET /orgs/{org}/actions/secrets/{secret_name}/repositories';
  return answers.list('GET /orgs/{org}/actions/secrets', { org }, 'secrets').flatMap((item) => {
    const [secret] = readSecrets([item]);
    if (secret === undefined) return [];
    const asked = { org, secret_name: secret.name };
    return [
      {
        ...secret,
        organization: org,
        visibility: visibilityOf(item),
        repositories: answers.has(selected, asked)
          ? names(answers.list(selected, asked, 'repositories'))
          : null,
      },
    ];
  });
}

export function readSecrets(list: readonly Cursor[]): readonly SecretFact[] {
  return list.flatMap((item) => {
    const name = text(item, 'name');
    return name === null ? [] : [{ name, ref: refOf(item), updatedAt: text(item, 'updated_at') }];
  });
}

export function readRunnerGroups(answers: Answers, org: string): readonly RunnerGroupFact[] {
  const selected = 'GET /orgs/{org}/actions/runner-groups/{runner_group_id}/repositories';
  const runners = 'GET /orgs/{org}/actions/runner-groups/{runner_group_id}/runners';
  return answers.list('GET /orgs/{org}/actions/runner-groups', { org }, 'runner_groups').flatMap((item) => {
    const [id, name] = [numberText(item, 'id'), text(item, 'name')];
    if (id === null || name === null) return [];
    const asked = { org, runner_group_id: id };
    return [
      {
        organization: org,
        id,
        name,
        ref: refOf(item),
        visibility: visibilityOf(item),
        repositories: answers.has(selected, asked)
          ? names(answers.list(selected, asked, 'repositories'))
          : null,
        allowsPublic: flag(item, 'allows_public_repositories') === true,
        runners: answers.has(runners, asked) ? readRunners(answers.list(runners, asked, 'runners')) : null,
      },
    ];
  });
}

export function readRunners(list: readonly Cursor[]): readonly RunnerFact[] {
  return list.flatMap((item) => {
    const name = text(item, 'name');
    return name === null
      ? []
      : [
          {
            name,
            ref: refOf(item),
            labels: [...items(field(item, 'labels'))].flatMap((label) => text(label, 'name') ?? []),
            ephemeral: flag(item, 'ephemeral'),
          },
        ];
  });
}

export function readTokenGrants(answers: Answers, org: string): readonly TokenGrantFact[] {
  const subset = 'GET /orgs/{org}/personal-access-tokens/{pat_id}/repositories';
  return answers.list('GET /orgs/{org}/personal-access-tokens', { org }).flatMap((item) => {
    const id = numberText(item, 'id');
    const owner = text(field(item, 'owner'), 'login');
    if (id === null || owner === null) return [];
    const selection = text(item, 'repository_selection');
    const asked = { org, pat_id: id };
    return [
      {
        organization: org,
        id,
        name: text(item, 'token_name') ?? id,
        owner,
        ref: refOf(item),
        permissions: textRecord(field(field(item, 'permissions'), 'repository')),
        expired: flag(item, 'token_expired') === true,
        expiresAt: text(item, 'token_expires_at'),
        lastUsed: text(item, 'token_last_used_at'),
        repositories:
          selection === 'all'
            ? ('all' as const)
            : selection === 'none'
              ? []
              : answers.has(subset, asked)
                ? names(answers.list(subset, asked))
                : null,
      },
    ];
  });
}

function names(list: readonly Cursor[]): readonly string[] {
  return list.flatMap((item) => text(item, 'name') ?? []);
}

function visibilityOf(item: Cursor): 'all' | 'private' | 'selected' {
  const visibility = text(item, 'visibility');
  return visibility === 'selected' || visibility === 'private' ? visibility : 'all';
}

/** A number or text, as text. */
export function numberText(at: Cursor, name: string): string | null {
  const { value } = field(at, name);
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

export function textRecord(at: Cursor): Readonly<Record<string, string>> {
  const value: JsonObject = isJsonObject(at.value) ? at.value : {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]) => (typeof each === 'string' ? [[name, each]] : [])),
  );
}

/** Permissions in any of GitHub's spellings; one of a custom role is at least its base, and is not known here. */
export function permissionOf(spelt: string | null): Permission {
  const lower = spelt?.toLowerCase() ?? 'none';
  if (lower === 'push') return 'write';
  if (lower === 'pull') return 'read';
  return PERMISSIONS.find((each) => each === lower) ?? 'read';
}
