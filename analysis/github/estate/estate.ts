import type { EvidenceRef } from '../../../schema/records.ts';
import { findText } from '../../oidc/language/find-text.ts';
import { matches } from '../../oidc/language/run.ts';
import { type Free, ownDemands, type Template } from '../../oidc/mintable/template.ts';
import { type Steps, slowly } from '../../steps.ts';
import { organizationId, partId, repositoryId } from '../ids.ts';
import type {
  GithubFacts,
  InstallationFact,
  MemberFact,
  OrganizationFact,
  OrganizationSecretFact,
  RepositoryFact,
  RunnerGroupFact,
  TeamFact,
  TokenGrantFact,
  WorkflowFact,
} from '../read/facts.ts';
import { isWildcard, REF_NAME, refPattern } from './ref-pattern.ts';

export interface Organization {
  readonly id: string;
  readonly fact: OrganizationFact;
  readonly members: readonly MemberFact[];
  readonly teams: readonly TeamFact[];
  readonly installations: readonly InstallationFact[];
  readonly secrets: readonly OrganizationSecretFact[];
  readonly runnerGroups: readonly RunnerGroupFact[];
  readonly tokenGrants: readonly TokenGrantFact[];
  readonly repositories: readonly Repository[];
}

export interface Repository {
  readonly id: string;
  readonly organization: Organization;
  readonly fact: RepositoryFact;
  readonly branches: readonly Branch[];
  readonly workflows: readonly Workflow[];
}

export interface Workflow {
  readonly id: string;
  readonly repository: Repository;
  readonly fact: WorkflowFact;
}

/**
 * What can be pushed to: a branch that exists; the new branches whose names fit a pattern that rules name; every other new
 * branch; new tags. Names are kept open, so that "any branch" stays exact.
 */
export interface Branch {
  readonly id: string;
  readonly repository: Repository;
  readonly kind: 'existing' | 'fitting' | 'new' | 'new-tag';
  /** The branch's name, the pattern, or what stands for any name. */
  readonly name: string;
  /** Its name in tokens: one text, or free within a language. */
  readonly template: Template;
  readonly ref: EvidenceRef;
}

/** Everything rules look at: facts joined, once. */
export interface GithubEstate {
  readonly facts: GithubFacts;
  readonly organizations: readonly Organization[];
  /** By `owner/name` in small letters. */
  readonly repositories: ReadonlyMap<string, Repository>;
  readonly branches: readonly Branch[];
  readonly workflows: readonly Workflow[];
}

export function* githubEstateSteps(facts: GithubFacts): Steps<GithubEstate> {
  const organizations: Organization[] = [];
  for (const fact of facts.organizations) organizations.push(yield* organizationSteps(fact, facts));
  const repositories = organizations.flatMap((each) => each.repositories);
  return {
    facts,
    organizations,
    repositories: new Map(
      repositories.map((each) => [`${each.organization.fact.login}/${each.fact.name}`.toLowerCase(), each]),
    ),
    branches: repositories.flatMap((each) => each.branches),
    workflows: repositories.flatMap((each) => each.workflows),
  };
}

function* organizationSteps(fact: OrganizationFact, facts: GithubFacts): Steps<Organization> {
  const own = <T extends { readonly organization: string }>(list: readonly T[]): readonly T[] =>
    list.filter(({ organization }) => organization === fact.login);
  const repositories: Repository[] = [];
  const organization: Organization = {
    id: organizationId(fact.login),
    fact,
    members: own(facts.members),
    teams: own(facts.teams),
    installations: own(facts.installations),
    secrets: own(facts.secrets),
    runnerGroups: own(facts.runnerGroups),
    tokenGrants: own(facts.tokenGrants),
    repositories,
  };
  yield* slowly(own(facts.repositories), (each) => repositories.push(repositoryOf(each, organization)));
  return organization;
}

function repositoryOf(fact: RepositoryFact, organization: Organization): Repository {
  const workflows: Workflow[] = [];
  const branches: Branch[] = [];
  const repository: Repository = {
    id: repositoryId(organization.fact.login, fact.name),
    organization,
    fact,
    branches,
    workflows,
  };
  for (const each of fact.workflows ?? [])
    workflows.push({
      id: partId(organization.fact.login, fact.name, 'workflow', each.name),
      repository,
      fact: each,
    });
  // Nothing is pushed to, and nothing runs in, a repository that is archived.
  if (!fact.archived) branches.push(...branchesOf(repository));
  return repository;
}

/** Patterns with wildcards that protections and rulesets name, without `refs/heads/`. */
export function patternsOf({ fact }: Repository, target: 'branch' | 'tag'): readonly string[] {
  const own = target === 'branch' ? (fact.protections ?? []).map(({ pattern }) => pattern) : [];
  const prefix = target === 'branch' ? 'refs/heads/' : 'refs/tags/';
  const named = (fact.rulesets ?? [])
    .filter((ruleset) => ruleset.active && ruleset.target === target)
    .flatMap(({ include }) => include ?? [])
    .filter((each) => each.startsWith(prefix))
    .map((each) => each.slice(prefix.length));
  return [...new Set([...own, ...named])];
}

function branchesOf(repository: Repository): readonly Branch[] {
  const { fact, organization } = repository;
  const idOf = (name: string, kind = 'branch') => partId(organization.fact.login, fact.name, kind, name);
  const found: Branch[] = [];
  const known = new Map((fact.branches ?? []).map(({ name, ref }) => [name, ref]));
  if (fact.defaultBranch !== null && !known.has(fact.defaultBranch)) known.set(fact.defaultBranch, fact.ref);
  for (const [name, ref] of known)
    found.push({ id: idOf(name), repository, kind: 'existing', name, template: [name], ref });
  const patterns = patternsOf(repository, 'branch');
  for (const pattern of patterns)
    if (isWildcard(pattern) || !known.has(pattern))
      addFree(found, {
        id: idOf(pattern),
        repository,
        kind: 'fitting',
        name: pattern,
        free: {
          name: 'ref',
          words: pattern,
          within: [[REF_NAME], refPattern(pattern)],
          without: literalsOf(known),
        },
      });
  addFree(found, {
    id: idOf('*'),
    repository,
    kind: 'new',
    name: '*',
    free: {
      name: 'ref',
      words: '<new branch>',
      within: [[REF_NAME]],
      without: [...literalsOf(known), ...patterns.flatMap(refPattern)],
    },
  });
  addFree(found, {
    id: idOf('*', 'tag'),
    repository,
    kind: 'new-tag',
    name: '*',
    free: {
      name: 'ref',
      words: '<new tag>',
      within: [[REF_NAME]],
      without: patternsOf(repository, 'tag').flatMap(refPattern),
    },
  });
  return found;
}

function literalsOf(known: ReadonlyMap<string, EvidenceRef>) {
  return [...known.keys()].map((name) =>
    Array.from({ length: name.length }, (_, at) => ({
      of: { chars: name.charAt(at), negated: false },
      times: 'one' as const,
    })),
  );
}

/** A class of names with none in it is left out. */
function addFree(
  into: Branch[],
  { free, ...rest }: Omit<Branch, 'template' | 'ref'> & { readonly free: Free },
): void {
  if (into.some(({ id }) => id === rest.id) || findText(ownDemands(free)).kind === 'none') return;
  into.push({ ...rest, template: [free], ref: rest.repository.fact.ref });
}

/** Whether the pattern covers every name of the branch; of an open class, only its own pattern and everything do. */
export function covers(pattern: string, { kind, name }: Branch): boolean {
  if (kind === 'existing') return refPattern(pattern).some((sequence) => matches(sequence, name));
  return kind === 'fitting' && pattern === name;
}
