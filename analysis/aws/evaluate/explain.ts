import type { Formula } from './formula.ts';
import { inWords } from './formula-words.ts';
import type { Hit, Weighed } from './hit.ts';
import type { RequestFacts } from './request-facts.ts';
import type { Decision, StatementRef } from './types.ts';

export function explainExplicitDeny(facts: RequestFacts, hit: Hit): Decision {
  return {
    verdict: 'deny',
    kind: 'explicit',
    statements: [refer(hit)],
    because: [sentence(facts, hit)],
    conditions: [],
  };
}

/** No policy is asked, so no statement is named. */
export function explainFree({ request }: RequestFacts): Decision {
  return {
    verdict: 'allow',
    kind: 'implicit',
    statements: [],
    because: [`${request.action} needs no permission, and no policy can deny it.`],
    conditions: [],
  };
}

export function explainAllow(facts: RequestFacts, weighed: Weighed): Decision {
  const path =
    weighed.paths.find((one) => one.when === true) ?? weighed.paths.find((one) => one.when !== false);
  const hits = [...(path?.hits ?? [])];
  for (const guard of weighed.guards) hits.push(...guard.hits);
  const because = hits.map((hit) => sentence(facts, hit));
  const byRoot = facts.caller.kind === 'root' && path?.hits.length === 0;
  if (byRoot) because.push(`The root of account ${facts.caller.account} may do everything in it.`);
  return {
    verdict: 'allow',
    kind: byRoot ? 'implicit' : 'explicit',
    statements: hits.map(refer),
    because: [...because, ...assumption(facts)],
    conditions: [],
  };
}

export function explainConditional(
  facts: RequestFacts,
  weighed: Weighed,
  denies: readonly Hit[],
  conditions: readonly string[],
): Decision {
  const { told, rest } = fewOf(possible(weighed, denies));
  return {
    verdict: 'conditional',
    kind: 'explicit',
    statements: told.map(refer),
    because: [...told.map((hit) => sentence(facts, hit)), ...rest, ...assumption(facts)],
    conditions,
  };
}

export function explainUnknown(
  facts: RequestFacts,
  weighed: Weighed,
  denies: readonly Hit[],
  problems: readonly string[],
): Decision {
  const { told, rest } = fewOf(possible(weighed, denies));
  const reasons = fewOf(problems.map((problem) => `${problem}.`));
  return {
    verdict: 'unknown',
    kind: 'implicit',
    statements: told.map(refer),
    because: [...told.map((hit) => sentence(facts, hit)), ...reasons.told, ...reasons.rest, ...rest],
    conditions: [],
  };
}

/** Nothing allows; or what might allow is always denied where it does. */
export function explainImplicitDeny(
  facts: RequestFacts,
  weighed: Weighed,
  denies: readonly Hit[],
  granted: Formula,
): Decision {
  if (granted !== false) {
    const hits = possible(weighed, denies);
    return {
      verdict: 'deny',
      kind: denies.length > 0 ? 'explicit' : 'implicit',
      statements: hits.map(refer),
      because: [...hits.map((hit) => sentence(facts, hit)), 'Wherever the first hold, so does a denial.'],
      conditions: [],
    };
  }
  const shut = weighed.guards.find((guard) => guard.when === false && guard.type !== 'endpoint');
  return {
    verdict: 'deny',
    kind: 'implicit',
    statements: [],
    because: [...reasons(facts, weighed), ...assumption(facts)],
    conditions: [],
    ...(shut === undefined ? {} : { shut: { type: shut.type as 'scp' | 'rcp', level: shut.level } }),
  };
}

/** A policy has up to 550 statements, and a principal many policies: more than this nobody reads, and all rules would carry. */
const MOST_TOLD = 64;

/** The first, and in words how many others there are. */
function fewOf<T>(all: readonly T[]): { readonly told: readonly T[]; readonly rest: readonly string[] } {
  if (all.length <= MOST_TOLD) return { told: all, rest: [] };
  return {
    told: all.slice(0, MOST_TOLD),
    rest: [`${all.length - MOST_TOLD} more that may decide this are not named one by one.`],
  };
}

function possible(weighed: Weighed, denies: readonly Hit[]): readonly Hit[] {
  const hits = new Set<Hit>();
  for (const path of weighed.paths) if (path.when !== false) for (const hit of path.hits) hits.add(hit);
  for (const guard of weighed.guards) for (const hit of guard.hits) hits.add(hit);
  for (const hit of denies) hits.add(hit);
  return [...hits];
}

function reasons(facts: RequestFacts, weighed: Weighed): readonly string[] {
  const { request, caller } = facts;
  const what = request.action;
  if (weighed.missing.includes('root')) return ['Roles may not be assumed by the root of an account.'];
  const shut = weighed.guards.filter((guard) => guard.when === false);
  if (shut.length > 0)
    return shut.map((guard) => `No statement of the ${guard.name} allows ${what} on ${request.resource}.`);
  const { identity, limits = [], byResource } = weighed;
  if (identity === undefined)
    return [`No statement of the resource's policy allows ${what} on ${request.resource} to ${caller.arn}.`];
  const said: string[] = [];
  const resourceSays = byResource?.when !== false;
  if (weighed.needsPolicy && !resourceSays)
    return [
      `No statement of the ${trustOrKey(facts)} allows ${what} to ${caller.arn}, which identity policies alone cannot.`,
    ];
  const nothing = identity.when === false;
  if (nothing && !resourceSays && !weighed.crossAccount)
    return [`No statement allows ${what} on ${request.resource}.`];
  if (nothing) said.push(`No statement of an identity policy allows ${what} on ${request.resource}.`);
  else for (const limit of limits) if (limit.when === false) said.push(shutBy(limit.name, facts));
  if (weighed.crossAccount && !resourceSays)
    said.push(
      `The resource belongs to account ${facts.resourceAccount}, and no statement of its own policy allows ${what} to ${caller.arn}.`,
    );
  if (said.length === 0)
    for (const limit of limits) if (limit.when === false) said.push(shutBy(limit.name, facts));
  return said.length > 0 ? said : [`No statement allows ${what} on ${request.resource}.`];
}

function shutBy(name: string, { request }: RequestFacts): string {
  return `No statement of the ${name} allows ${request.action} on ${request.resource}, which limits what others allow.`;
}

function trustOrKey({ action }: RequestFacts): string {
  return action.startsWith('kms:') ? 'key policy' : 'trust policy';
}

function assumption(facts: RequestFacts): readonly string[] {
  if (!facts.ownerAssumed) return [];
  return [
    `Which account owns ${facts.request.resource} is not known; it is taken to be ${facts.resourceAccount}.`,
  ];
}

function sentence({ request, caller }: RequestFacts, { statement, type, when }: Hit): string {
  const verb = statement.effect === 'Allow' ? 'allows' : 'denies';
  const whom = type === 'resource' || type === 'trust' ? ` to ${caller.arn}` : '';
  const condition = typeof when === 'boolean' ? '' : ` if ${inWords(when)}`;
  return `${statement.title} ${verb} ${request.action} on ${request.resource}${whom}${condition}.`;
}

function refer({ statement, type }: Hit): StatementRef {
  return {
    policyType: type,
    policyName: statement.policyName,
    effect: statement.effect,
    sid: statement.sid,
    pointer: statement.pointer,
    observation: statement.observation,
  };
}
