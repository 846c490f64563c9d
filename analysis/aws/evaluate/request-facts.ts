import type { Caller } from './caller.ts';
import { type Atom, atom, type Formula } from './formula.ts';
import type { AwsRequest } from './types.ts';

/** What is known of one key of the request context. */
export interface KeyFact {
  /** Whether the key is in the request. */
  readonly present: Formula;
  /** Its values if it is present; null where they are not known. */
  readonly values: readonly string[] | null;
  /** Where the values are not known: organizations that none of them names. */
  readonly never?: readonly string[];
  /** Where the value is not known: what it begins with, before at least one more character. */
  readonly begins?: string;
  /** For keys that only move forward: see `TimeBound`. */
  readonly time?: TimeBound;
}

/** Bounds, in ms since the epoch, on a time that cannot be known exactly. */
export interface TimeBound {
  /** The time is never before this. */
  readonly earliest: number;
  /** Whoever makes the request can make it at this time or later, as they choose. */
  readonly reachable: number;
}

/** No credentials outlive this: sessions of users and roles last 36 hours at most (GetSessionToken, GetFederationToken). */
const LONGEST_SESSION_MS = 36 * 60 * 60 * 1000;

const ABSENT: KeyFact = { present: false, values: null };

/** A request with its context made ready; keys are looked up in lower case. */
export interface RequestFacts {
  readonly request: AwsRequest;
  readonly caller: Caller;
  /** Lower case. */
  readonly action: string;
  /** 12-digit account, or null where nothing says it. */
  readonly resourceAccount: string | null;
  /** True where the owner of the resource is not said and taken to be the caller's account. */
  readonly ownerAssumed: boolean;
  readonly given: ReadonlyMap<string, readonly string[] | null>;
}

function presenceAtom(key: string): Atom {
  return {
    id: `present|${key.toLowerCase()}`,
    holds: presenceWords(key, true),
    fails: presenceWords(key, false),
  };
}

function presenceWords(key: string, present: boolean): string {
  if (key.toLowerCase() === 'aws:tokenissuetime')
    return present
      ? 'request is made with temporary credentials (aws:TokenIssueTime is present)'
      : 'request is made with a long-lived access key (aws:TokenIssueTime is absent)';
  return present ? `request carries ${key}` : `request does not carry ${key}`;
}

/** Normalises the context given with a request: lower-case keys, lists of values, null for what is not known. */
export function readContext(request: AwsRequest): ReadonlyMap<string, readonly string[] | null> {
  const given = new Map<string, readonly string[] | null>();
  const { context } = request;
  if (context === undefined) return given;
  for (const key in context) {
    const value = context[key]!;
    given.set(key.toLowerCase(), typeof value === 'string' ? [value] : value);
  }
  return given;
}

/**
 * What is known of a key. Order: what the caller of the evaluator gave; what follows from the principal and the
 * resource; time bounds; else unknown or absent, as the request says.
 */
export function keyFact(facts: RequestFacts, key: string, shownKey: string): KeyFact {
  const given = facts.given.get(key);
  if (given !== undefined && given !== null)
    return given.length === 0 ? ABSENT : { present: true, values: given };
  if (given === undefined && key === 'aws:userid' && facts.request.sessionOf !== undefined)
    return { present: true, values: null, begins: `${facts.request.sessionOf}:` };
  if (given === undefined) {
    const place = placeFact(facts, key, shownKey);
    if (place !== null) return place;
    const derived = derivedValue(facts, key);
    if (derived === ABSENT_VALUE) return ABSENT;
    if (derived !== null) return { present: true, values: [derived] };
  }
  const future = futureFact(facts, key, shownKey);
  if (future !== null) return future;
  if (given === undefined && !mayBeGiven(facts.request, key)) return ABSENT;
  return { present: atom(presenceAtom(shownKey)), values: null };
}

function mayBeGiven({ unknownContext, completePrefixes }: AwsRequest, key: string): boolean {
  return unknownContext === true && !(completePrefixes?.some((prefix) => key.startsWith(prefix)) ?? false);
}

/**
 * Keys about an account's place in an organization: in the request where the account is in one ("AWS global condition
 * context keys": aws:PrincipalOrgID, aws:PrincipalOrgPaths, aws:ResourceOrgID, aws:ResourceOrgPaths). Who calls without
 * an account, anonymously or as a service, is in none.
 */
function placeFact({ request, caller }: RequestFacts, key: string, shownKey: string): KeyFact | null {
  if (!key.includes('org')) return null;
  const side = ORGANIZATION_KEYS.get(key);
  if (side === undefined) return null;
  if (side.of === 'principal' && caller.account === null) return ABSENT;
  const place = side.of === 'principal' ? request.principalPlace : request.resourcePlace;
  if (place === undefined) return null;
  if (place === null) return ABSENT;
  if ('not' in place) return { present: atom(presenceAtom(shownKey)), values: null, never: place.not };
  const value = place[side.what];
  return value === null ? { present: true, values: null } : { present: true, values: [value] };
}

const ORGANIZATION_KEYS: ReadonlyMap<
  string,
  { readonly of: 'principal' | 'resource'; readonly what: 'id' | 'path' | 'management' }
> = new Map([
  ['aws:principalorgid', { of: 'principal', what: 'id' }],
  ['aws:principalorgpaths', { of: 'principal', what: 'path' }],
  ['aws:principalorgmasteraccountid', { of: 'principal', what: 'management' }],
  ['aws:resourceorgid', { of: 'resource', what: 'id' }],
  ['aws:resourceorgpaths', { of: 'resource', what: 'path' }],
]);

const ABSENT_VALUE = Symbol('absent');

/** IAM User Guide, "IAM policy elements: Variables and tags", principal key values; "AWS global condition context keys". */
function derivedValue(facts: RequestFacts, key: string): string | typeof ABSENT_VALUE | null {
  const { caller } = facts;
  switch (key) {
    case 'aws:username':
      return caller.kind === 'user' ? caller.name : ABSENT_VALUE;
    case 'aws:principalarn':
      if (caller.kind === 'session')
        return `arn:${caller.partition}:iam::${caller.account}:role/${caller.name}`;
      return caller.account === null ? ABSENT_VALUE : caller.arn;
    case 'aws:principalaccount':
      return caller.account ?? ABSENT_VALUE;
    case 'aws:principaltype':
      return PRINCIPAL_TYPES[caller.kind] ?? ABSENT_VALUE;
    case 'aws:principalisawsservice':
      if (caller.kind === 'anonymous' || caller.kind === 'provider') return ABSENT_VALUE;
      return caller.kind === 'service' ? 'true' : 'false';
    case 'aws:resourceaccount':
      return facts.resourceAccount;
    default:
      return SERVICE_CALL_KEYS.has(key) && isIamCaller(caller) && facts.request.unknownContext === true
        ? ABSENT_VALUE
        : null;
  }
}

/** In a request only when a service principal makes the call itself ("AWS global condition context keys"). */
const SERVICE_CALL_KEYS: ReadonlySet<string> = new Set([
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:principalservicename',
  'aws:principalservicenameslist',
]);

function isIamCaller(caller: Caller): boolean {
  return caller.account !== null;
}

const PRINCIPAL_TYPES: Readonly<Partial<Record<Caller['kind'], string>>> = {
  root: 'Account',
  user: 'User',
  role: 'AssumedRole',
  session: 'AssumedRole',
  'federated-user': 'FederatedUser',
  anonymous: 'Anonymous',
};

/** Keys about which more is known of a request that is yet to be made, after the snapshot. */
function futureFact(facts: RequestFacts, key: string, shownKey: string): KeyFact | null {
  const { notBefore } = facts.request;
  if (notBefore === undefined) return null;
  // A request that is yet to be made is made over TLS: whoever makes it has the choice, and no SDK does otherwise.
  if (key === 'aws:securetransport' && !facts.given.has(key)) return { present: true, values: ['true'] };
  if (key === 'aws:currenttime' || key === 'aws:epochtime')
    return { present: true, values: null, time: { earliest: notBefore, reachable: notBefore } };
  if (key !== 'aws:tokenissuetime') return null;
  const present = hasToken(facts.caller, shownKey);
  if (present === false) return ABSENT;
  return { present, values: null, time: { earliest: notBefore - LONGEST_SESSION_MS, reachable: notBefore } };
}

/** Roles and federated users have only temporary credentials; users and the root have both; outsiders have none. */
function hasToken(caller: Caller, shownKey: string): Formula {
  if (caller.kind === 'role' || caller.kind === 'session' || caller.kind === 'federated-user') return true;
  if (caller.kind === 'anonymous' || caller.kind === 'provider') return false;
  return atom(presenceAtom(shownKey));
}

/** The value a policy variable takes. A key with several values cannot be used as a variable. */
export function variableValue(
  facts: RequestFacts,
  key: string,
): string | 'absent' | { readonly unknown: string } {
  const fact = keyFact(facts, key, key);
  if (fact.present === false) return 'absent';
  if (fact.values === null) return { unknown: key };
  return fact.values.length === 1 ? fact.values[0]! : 'absent';
}
