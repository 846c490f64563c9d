import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import type { GraphError } from './ask.ts';
import { number, objects, text } from './endpoint.ts';
import type { GRAPH } from './endpoints/graph.ts';
import type { KnownRepository } from './known.ts';

/** The parts of a repository that may be refused by themselves, by the member of the answer. */
export const PARTS = ['refs', 'workflows', 'deployKeys', 'branchProtectionRules', 'collaborators'] as const;
export type Part = (typeof PARTS)[number] & keyof typeof GRAPH;

/** Lists that only administrators see; others are answered an empty one. */
const ADMINISTRATORS_SEE: readonly Part[] = ['deployKeys', 'branchProtectionRules'];

/**
 * A repository as it is stored: an empty list that only means "not for this token" becomes null, so that nobody reads it
 * as none.
 */
export function withoutHidden(repository: JsonObject): JsonObject {
  if (repository.viewerCanAdminister !== false) return repository;
  const hidden = ADMINISTRATORS_SEE.filter((part) => {
    const list = repository[part];
    return isJsonObject(list) && list.totalCount === 0;
  });
  return { ...repository, ...Object.fromEntries(hidden.map((part) => [part, null])) };
}

/** The refusals of parts belong to the answer, and stay with it: a resumed collection and a reader have to know of them. */
export function withErrors(repository: JsonObject, errors: readonly GraphError[]): JsonObject {
  if (errors.length === 0) return repository;
  return {
    ...repository,
    errors: errors.map(({ type, message, path }) => ({
      type: type ?? null,
      message: message ?? null,
      path: (path ?? []).slice(1),
    })),
  };
}

/** Why a part is not, or not fully, there; null where it is. */
export function partFault(
  repository: JsonObject,
  part: Part,
): { readonly status: 'denied' | 'failed'; readonly reason: string } | null {
  const error = objects(repository.errors).find(({ path }) => Array.isArray(path) && path.includes(part));
  if (error !== undefined)
    return {
      status: /^(?:FORBIDDEN|INSUFFICIENT_SCOPES|SAML_PROTECTED)$/.test(text(error.type) ?? '')
        ? 'denied'
        : 'failed',
      reason: text(error.message) ?? 'GitHub gives no reason',
    };
  const value = repository[part];
  if (ADMINISTRATORS_SEE.includes(part) && value === null)
    return { status: 'denied', reason: 'the token does not administer the repository' };
  // A collaborator list is null for who may not push; a folder of workflows where there is none.
  if (part === 'collaborators' && value === null)
    return { status: 'denied', reason: 'the token may not push to the repository' };
  return null;
}

/** Why a part is there but cut off; null where it is whole. */
export function partCut(repository: JsonObject, part: Part): string | null {
  const value = repository[part];
  if (!isJsonObject(value)) return null;
  if (part === 'workflows') {
    const cut = filesOf(value).filter(({ object }) => isJsonObject(object) && object.isTruncated === true);
    return cut.length === 0
      ? null
      : `${text(repository.nameWithOwner)}: ${cut.length} files are too large to be read whole`;
  }
  const name = text(repository.nameWithOwner);
  const whole = cutShort(value);
  if (whole !== null) return `${name}: ${whole} were read`;
  if (part !== 'branchProtectionRules') return null;
  // Who may push is told by rulesets and by those whom a rule lets through as well.
  const rulesets = isJsonObject(repository.rulesets) ? cutShort(repository.rulesets) : null;
  if (rulesets !== null) return `${name}: ${rulesets} rulesets were read`;
  for (const rule of objects(value.nodes))
    for (const list of ALLOWANCES) {
      const allowed = isJsonObject(rule[list]) ? cutShort(rule[list]) : null;
      if (allowed !== null)
        return `${name}: of those whom the rule for ${text(rule.pattern)} lets through, ${allowed} were read`;
    }
  return null;
}

const ALLOWANCES = ['pushAllowances', 'bypassPullRequestAllowances', 'bypassForcePushAllowances'] as const;

/** `20 of 31` where a list was cut off; null where it is whole. */
function cutShort(list: JsonObject): string | null {
  const held = objects(list.nodes ?? list.edges).length;
  const total = number(list.totalCount) ?? held;
  return total > held ? `${held} of ${total}` : null;
}

/** The little that later calls need to know. */
export function seenOf(repository: JsonObject): NonNullable<KnownRepository['seen']> {
  const rulesets = isJsonObject(repository.rulesets) ? repository.rulesets : {};
  const ids = (own: boolean) =>
    objects(rulesets.nodes)
      .filter(({ source }) => (isJsonObject(source) && source.__typename === 'Repository') === own)
      .flatMap(({ databaseId }) => number(databaseId) ?? []);
  const files = isJsonObject(repository.workflows) ? filesOf(repository.workflows) : [];
  const texts = files.map(({ object }) => (isJsonObject(object) ? text(object.text) : null));
  return {
    environments: countOf(repository.environments),
    rulesets: objects(rulesets.nodes).filter(
      ({ target, enforcement }) => target === 'BRANCH' && enforcement === 'ACTIVE',
    ).length,
    ownRulesets: ids(true),
    parentRulesets: ids(false),
    workflows: files.length,
    // A file that could not be read may do all of this.
    readsVariables: texts.some((each) => each === null || /\bvars\b/.test(each)),
    runsPullRequests: texts.some((each) => each === null || /\bpull_request/.test(each)),
    leavesPermissions: texts.some((each) => each === null || !/^permissions[ \t]*:/m.test(each)),
  };
}

function filesOf(workflows: JsonObject): readonly JsonObject[] {
  return objects(workflows.entries).filter(({ name }) => /\.ya?ml$/.test(text(name) ?? ''));
}

function countOf(list: Json | undefined): number {
  return isJsonObject(list) ? (number(list.totalCount) ?? 0) : 0;
}
