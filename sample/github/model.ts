/** What an organization of the stand-in for GitHub holds. The forms in which its API tells of it are made from this. */
export interface Organization {
  readonly login: string;
  readonly id: number;
  readonly basePermission: 'read' | 'write' | 'admin' | 'none';
  readonly defaultWorkflowPermissions: 'read' | 'write';
  readonly allowedActions: 'all' | 'local_only' | 'selected';
  readonly runnersAllowed: 'all' | 'selected' | 'none';
  readonly members: readonly Member[];
  readonly teams: readonly Team[];
  readonly repositories: readonly Repository[];
  readonly secrets: readonly ScopedName[];
  readonly variables: readonly (ScopedName & { readonly value: string })[];
  readonly installations: readonly Installation[];
  readonly runnerGroups: readonly RunnerGroup[];
  readonly rulesets: readonly Ruleset[];
  readonly claimKeys: readonly string[];
}

export interface Account {
  readonly login: string;
  readonly id: number;
}

export interface Member extends Account {
  readonly role: 'ADMIN' | 'MEMBER';
}

export interface Team {
  readonly slug: string;
  readonly id: number;
  readonly parent: string | null;
  readonly members: readonly { readonly login: string; readonly role: 'MEMBER' | 'MAINTAINER' }[];
  readonly repositories: readonly { readonly name: string; readonly permission: Permission }[];
}

export type Permission = 'READ' | 'TRIAGE' | 'WRITE' | 'MAINTAIN' | 'ADMIN';

/** A secret or a variable of the organization; `repositories` where it is for selected ones. */
export interface ScopedName {
  readonly name: string;
  readonly visibility: 'all' | 'private' | 'selected';
  readonly repositories?: readonly string[];
}

export interface Installation {
  readonly id: number;
  readonly slug: string;
  readonly selection: 'all' | 'selected';
  readonly permissions: Readonly<Record<string, 'read' | 'write'>>;
}

export interface Runner {
  readonly id: number;
  readonly name: string;
  readonly labels: readonly string[];
}

export interface RunnerGroup {
  readonly id: number;
  readonly name: string;
  readonly visibility: 'all' | 'private' | 'selected';
  readonly repositories: readonly string[];
  readonly runners: readonly Runner[];
  readonly allowsPublic: boolean;
}

export interface Ruleset {
  readonly id: number;
  readonly name: string;
  readonly target: 'branch' | 'tag';
  readonly enforcement: 'active' | 'evaluate' | 'disabled';
  readonly include: readonly string[];
  readonly rules: readonly { readonly type: string; readonly parameters?: object }[];
  readonly bypass: readonly {
    readonly actor_id: number;
    readonly actor_type: 'RepositoryRole' | 'Team' | 'Integration' | 'OrganizationAdmin' | 'DeployKey';
    readonly bypass_mode: 'always' | 'pull_request';
  }[];
}

export interface Environment {
  readonly name: string;
  readonly id: number;
  readonly reviewers: readonly string[];
  /** Null: any branch; a list: those patterns; `protected`: protected branches. */
  readonly branches: readonly string[] | 'protected' | null;
  readonly secrets: readonly string[];
  readonly variables: readonly string[];
}

export interface Protection {
  readonly pattern: string;
  readonly approvals: number;
  readonly enforceAdmins: boolean;
  readonly pushers: readonly string[] | null;
}

export interface DeployKey {
  readonly title: string;
  readonly key: string;
  readonly readOnly: boolean;
}

export interface Repository {
  readonly name: string;
  readonly id: number;
  readonly visibility: 'public' | 'private' | 'internal';
  readonly archived?: boolean;
  /** False where Actions are switched off. */
  readonly actions?: boolean;
  readonly description: string;
  readonly branches: readonly string[];
  /** Texts by path: workflows and CODEOWNERS. */
  readonly files: Readonly<Record<string, string>>;
  readonly disabledWorkflows?: readonly string[];
  readonly environments: readonly Environment[];
  readonly secrets: readonly string[];
  readonly variables: readonly { readonly name: string; readonly value: string }[];
  readonly deployKeys: readonly DeployKey[];
  readonly collaborators: readonly (Account & { readonly permission: Permission })[];
  readonly rulesets: readonly Ruleset[];
  readonly protections: readonly Protection[];
  readonly runners?: readonly Runner[];
  readonly immutableSubject?: boolean;
  readonly formerNames?: readonly string[];
}

export const CREATED = '2024-05-06T07:08:09Z';
export const UPDATED = '2026-10-11T12:13:14Z';

/** An id for what the model does not number: always the same for the same place. */
export function numberOf(place: string): number {
  let hash = 0;
  for (const character of place) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  return 1_000 + (hash % 900_000_000);
}

export function nodeId(kind: string, id: number): string {
  return `${kind}_${Buffer.from(`${kind}:${id}`).toString('base64url')}`;
}
