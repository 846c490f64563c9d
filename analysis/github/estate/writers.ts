import type { EvidenceRef } from '../../../schema/records.ts';
import { conditional, HOLDS, type Outcome, step } from '../../rules/outcome.ts';
import { appId, membersId, partId, teamId, tokenGrantId, userId } from '../ids.ts';
import { atLeast, type ExtraPower, type Permission } from '../read/facts.ts';
import type { Repository } from './estate.ts';

/** Who may write to a repository, and by what. Members of teams come by way of the team. */
export interface Writer {
  readonly id: string;
  readonly kind: 'user' | 'team' | 'members' | 'app' | 'deploy-key' | 'token';
  /** Login, slug or title, as rules name actors. */
  readonly name: string;
  /** Id by which rulesets name teams and apps. */
  readonly actorId: string | null;
  readonly permission: Permission;
  /** Apps and tokens have single permissions: whether they may change workflow files. */
  readonly workflows: boolean;
  /** What a custom role adds: protections do not bind it; it pushes where pushes are restricted. */
  readonly extra: readonly ExtraPower[];
  readonly ref: EvidenceRef;
  readonly grant: Outcome;
}

export function writersOf(repository: Repository): readonly Writer[] {
  return accessTo(repository, 'write');
}

/** Who has at least that power over a repository: to read it, or to write to it. */
export function accessTo(repository: Repository, least: Least): readonly Writer[] {
  const { organization, fact } = repository;
  const org = organization.fact.login;
  const full = `${org}/${fact.name}`;
  const found: Writer[] = [];
  const add = (
    writer: Omit<Writer, 'grant' | 'workflows' | 'extra'> & {
      readonly extra?: readonly ExtraPower[] | undefined;
    },
    says: string,
  ) => {
    if (atLeast(writer.permission, least))
      found.push({
        workflows: true,
        grant: { ...HOLDS, steps: [step(writer.ref, says)] },
        ...writer,
        extra: writer.extra ?? [],
      });
  };
  for (const each of fact.collaborators ?? [])
    add(
      {
        id: userId(org, each.name),
        kind: 'user',
        name: each.name,
        actorId: null,
        permission: each.permission,
        extra: each.extra,
        ref: each.ref,
      },
      `${each.name} has the role ${each.permission} on ${full}.`,
    );
  for (const team of organization.teams)
    for (const each of team.repositories)
      if (each.name.toLowerCase() === full.toLowerCase())
        add(
          {
            id: teamId(org, team.slug),
            kind: 'team',
            name: team.slug,
            actorId: team.id,
            permission: each.permission,
            extra: each.extra,
            ref: each.ref,
          },
          `The team ${team.name} has the role ${each.permission} on ${full}.`,
        );
  const base = organization.fact.defaultPermission;
  if (base !== null && organization.fact.ref !== null)
    add(
      {
        id: membersId(org),
        kind: 'members',
        name: org,
        actorId: null,
        permission: base,
        ref: organization.fact.ref,
      },
      `Every member of ${org} has the role ${base} on its repositories.`,
    );
  for (const key of fact.deployKeys ?? [])
    if ((!key.readOnly || least === 'read') && key.enabled)
      add(
        {
          id: deployKeyId(repository, key),
          kind: 'deploy-key',
          name: key.title,
          actorId: null,
          permission: key.readOnly ? 'read' : 'admin',
          ref: key.ref,
        },
        `The deploy key "${key.title}" of ${full} may ${key.readOnly ? 'read' : 'write'}.`,
      );
  found.push(...appsOf(repository, full, least), ...tokensOf(repository, full, least));
  return found;
}

/** Titles need not be unique; then the key's own id follows. */
export function deployKeyId(
  { organization, fact }: Repository,
  key: { readonly id: string; readonly title: string },
): string {
  const same = (fact.deployKeys ?? []).filter(({ title }) => title === key.title).length > 1;
  return partId(
    organization.fact.login,
    fact.name,
    'deploy-key',
    same ? `${key.title}#${key.id}` : key.title,
  );
}

type Least = 'read' | 'write';

/** Whether a single permission of an app or a token is enough. */
function gives(level: string | undefined, least: Least): boolean {
  return level === 'write' || (least === 'read' && level === 'read');
}

function appsOf({ organization, fact }: Repository, full: string, least: Least): readonly Writer[] {
  const org = organization.fact.login;
  return organization.installations.flatMap((app): Writer[] => {
    const given = covered(app.repositories, fact.name);
    const { contents } = app.permissions;
    if (app.suspended || !gives(contents, least) || given === false) return [];
    const says = `The app ${app.slug} may ${contents} contents of ${full}.`;
    const certain: Outcome = { ...HOLDS, steps: [step(app.ref, says)] };
    return [
      {
        id: appId(org, app.slug),
        kind: 'app',
        name: app.slug,
        actorId: app.appId,
        permission: app.permissions.administration === 'write' ? 'admin' : levelOf(contents),
        workflows: app.permissions.workflows === 'write',
        extra: [],
        ref: app.ref,
        grant: given
          ? certain
          : conditional(
              `${full} is among the repositories that the app ${app.slug} was given`,
              certain.steps,
            ),
      },
    ];
  });
}

function tokensOf({ organization, fact }: Repository, full: string, least: Least): readonly Writer[] {
  const org = organization.fact.login;
  return organization.tokenGrants.flatMap((token): Writer[] => {
    const given = covered(token.repositories, fact.name);
    const { contents } = token.permissions;
    if (token.expired || !gives(contents, least) || given === false) return [];
    const steps = [
      step(token.ref, `The token "${token.name}" of ${token.owner} may ${contents} contents of ${full}.`),
    ];
    return [
      {
        id: tokenGrantId(org, token.id),
        kind: 'token',
        name: token.owner,
        actorId: null,
        permission: token.permissions.administration === 'write' ? 'admin' : levelOf(contents),
        workflows: token.permissions.workflows === 'write',
        extra: [],
        ref: token.ref,
        grant: given
          ? { ...HOLDS, steps }
          : conditional(`${full} is among the repositories of the token "${token.name}"`, steps),
      },
    ];
  });
}

function levelOf(contents: string | undefined): Permission {
  return contents === 'write' ? 'write' : 'read';
}

/** Null where it is not known. */
function covered(repositories: 'all' | readonly string[] | null, name: string): boolean | null {
  if (repositories === null) return null;
  return repositories === 'all' || repositories.some((each) => each.toLowerCase() === name.toLowerCase());
}
