/** What the answers so far have told, as far as later calls depend on it. A few hundred bytes a repository. */
export interface Known {
  /** Login of the owner. */
  readonly owner: string;
  /** Null until it is known whether the owner is an organization. */
  organization: boolean | null;
  /** Names of the repositories that were asked for alone; null for all of the owner. */
  readonly only: readonly string[] | null;
  readonly repositories: Map<string, KnownRepository>;
  enabledRepositories: string | null;
  allowedActions: string | null;
  defaultWorkflowPermissions: string | null;
  /** Where runners of a repository's own are allowed: `all`, `selected` or `none`. */
  runnersAllowed: string | null;
  /** Secrets and variables of the organization that are for selected repositories. */
  readonly selectedSecrets: string[];
  readonly selectedVariables: string[];
  readonly runnerGroups: { readonly id: number; readonly selected: boolean }[];
  readonly organizationRulesets: number[];
  readonly selectedGrants: number[];
  readonly teams: { readonly slug: string; members: string | null; repositories: string | null }[];
}

export interface KnownRepository {
  readonly name: string;
  archived: boolean;
  visibility: string;
  defaultBranch: string | null;
  /** Told by the graph query; null until then, or where it was refused. */
  seen: {
    readonly environments: number;
    /** In force for branches, those from above included. */
    readonly rulesets: number;
    /** Of its own, by id. */
    readonly ownRulesets: readonly number[];
    readonly parentRulesets: readonly number[];
    readonly workflows: number;
    readonly readsVariables: boolean;
    /** A workflow runs for pull requests. */
    readonly runsPullRequests: boolean;
    /** A workflow does not say what its token may do, so that the default counts. */
    readonly leavesPermissions: boolean;
  } | null;
  /** False where Actions are switched off for it. */
  actions: boolean;
  readonly environments: { readonly name: string; readonly customPolicies: boolean }[];
}

export function nothingKnown(owner: string, only: readonly string[] | null): Known {
  return {
    owner,
    organization: null,
    only,
    repositories: new Map(),
    enabledRepositories: null,
    allowedActions: null,
    defaultWorkflowPermissions: null,
    runnersAllowed: null,
    selectedSecrets: [],
    selectedVariables: [],
    runnerGroups: [],
    organizationRulesets: [],
    selectedGrants: [],
    teams: [],
  };
}

/** Repositories in which workflows can run at all, as far as is known by now, in order of name. */
export function active(known: Known): readonly KnownRepository[] {
  return [...known.repositories.values()]
    .filter(({ archived, actions }) => !archived && actions)
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** Those of them that have workflows, or may have some that could not be seen. */
export function withWorkflows(known: Known): readonly KnownRepository[] {
  return active(known).filter(({ seen }) => seen === null || seen.workflows > 0);
}
