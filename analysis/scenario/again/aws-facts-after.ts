import { isJsonObject } from '../../../schema/json.ts';
import type { Call } from '../../../schema/records.ts';
import type { AwsFacts } from '../../aws/read/facts.ts';
import { readAwsFacts } from '../../aws/read/read-facts.ts';
import type { EditedInPlace } from '../edited-source.ts';
import type { CallIndex } from './calls-of.ts';
import { same } from './same.ts';
import { withoutWhatIsSame } from './without-what-is-same.ts';

const IDENTITY = 'sts:GetCallerIdentity';
const DETAILS = 'iam:GetAccountAuthorizationDetails';
const POOR = new Set(['iam:GetUser', 'iam:GetRole']);
const OF_A_USER = new Set(['iam:ListAccessKeys', 'iam:GetLoginProfile', 'iam:ListMFADevices']);
/** Services whose resources are read from their own answers alone, by the beginning of the operation. */
const SERVICES = new Set(['s3', 'secretsmanager', 'kms', 'dynamodb', 'sqs', 'sns', 'ssm']);

/** Collections of facts that are told apart by a key, and may differ after an edit. */
const LISTS = {
  users: ({ users }: AwsFacts) => byKey(users, ({ arn }) => arn),
  groups: ({ groups }: AwsFacts) => byKey(groups, ({ arn }) => arn),
  roles: ({ roles }: AwsFacts) => byKey(roles, ({ arn }) => arn),
  keys: ({ keys }: AwsFacts) => byKey(keys, ({ id }) => id),
  resources: ({ resources }: AwsFacts) => byKey(resources, ({ arn }) => arn),
  policies: ({ policies }: AwsFacts) => policies,
  credentials: ({ credentials }: AwsFacts) => credentials,
} as const;
type List = keyof typeof LISTS;
const LIST_NAMES = Object.keys(LISTS) as readonly List[];

/** What of each collection is not what it was, by key. */
export type ChangedFacts = { readonly [L in List]: ReadonlySet<string> };

export interface FactsAfter {
  readonly facts: AwsFacts;
  readonly changed: ChangedFacts;
}

/**
 * The facts of AWS after edits, read from the answers that were edited and those that tell of the same things; all others
 * are the same objects as before. Null where that is not known to give what reading everything gives: where an answer of
 * another kind was edited, an account is described by several sources, or something appeared.
 */
export function awsFactsAfter(base: AwsFacts, calls: CallIndex, edited: EditedInPlace): FactsAfter | null {
  let facts = base;
  const changed = Object.fromEntries(LIST_NAMES.map((name) => [name, new Set<string>()])) as {
    [L in List]: Set<string>;
  };
  const touched = Map.groupBy(edited.calls, ({ source }) => source);
  for (const [source, own] of touched) {
    for (const { sources } of base.accounts.values())
      if (sources.length > 1 && sources.includes(source)) return null;
    const chosen = callsToRead(source, own, base, calls);
    if (chosen === null) return null;
    const part = partOf(source, base, calls);
    const shorten = shortener(source, chosen, calls, edited);
    const before = readAwsFacts({ ...part, calls: () => chosen.keys(), document: shorten.before });
    const after = readAwsFacts({
      ...part,
      *calls() {
        for (const call of chosen.keys()) yield { ...call, observation: edited.observationOf(call) };
      },
      document: shorten.after,
    });
    const next = merged(facts, before, after, changed);
    if (next === null) return null;
    facts = next;
  }
  return { facts, changed };
}

/** The calls to read, in order; with the names of users that a page of descriptions is read for. */
function callsToRead(
  source: string,
  edited: readonly Call[],
  { users, keys }: AwsFacts,
  calls: CallIndex,
): ReadonlyMap<Call, ReadonlySet<string>> | null {
  const all = calls.in(source);
  const chosen = new Map<Call, Set<string>>();
  const add = (call: Call) => {
    const users = chosen.get(call) ?? new Set<string>();
    chosen.set(call, users);
    return users;
  };
  for (const call of all) if (call.operation === IDENTITY) add(call);
  for (const call of edited) {
    add(call);
    const [service = ''] = call.operation.split(':');
    if (call.operation === DETAILS) {
      // Who is described in short besides comes back where the whole description goes.
      if (all.some(({ operation }) => POOR.has(operation)))
        for (const each of all) if (each.operation === DETAILS || POOR.has(each.operation)) add(each);
    } else if (OF_A_USER.has(call.operation) && call.operation !== 'iam:ListMFADevices') {
      const name = call.parameters.UserName;
      const user = users.find((each) => each.source === source && each.name === name);
      const page = user && calls.of(user.ref.observation).find((each) => each.source === source);
      if (!user || page?.operation !== DETAILS) return null;
      add(page).add(user.name);
      const own = new Set<unknown>(
        keys.filter((each) => each.source === source && each.user === name).map(({ id }) => id),
      );
      for (const each of all)
        if (
          (OF_A_USER.has(each.operation) && each.parameters.UserName === name) ||
          (each.operation === 'iam:GetAccessKeyLastUsed' && own.has(each.parameters.AccessKeyId)) ||
          each.operation === 'iam:GetCredentialReport'
        )
          add(each);
    } else if (SERVICES.has(service)) {
      for (const each of all) if (each.operation.startsWith(`${service}:`)) add(each);
    } else return null;
  }
  return new Map(
    all.flatMap((call) => {
      const users = chosen.get(call);
      return users ? [[call, users] as const] : [];
    }),
  );
}

/**
 * The documents with null in the place of descriptions that are the same before and after, or not asked for: nothing is
 * read from them. Where only the descriptions tell whose account it is, all of them stay.
 */
function shortener(
  source: string,
  chosen: ReadonlyMap<Call, ReadonlySet<string>>,
  calls: CallIndex,
  edited: EditedInPlace,
) {
  const known =
    calls.sources.get(source)?.account !== null ||
    [...chosen.keys()].some(({ operation }) => operation === IDENTITY);
  const descriptions = [...chosen.keys()].filter(({ operation }) => known && operation === DETAILS);
  return withoutWhatIsSame(
    descriptions,
    calls,
    edited,
    (each, call) =>
      isJsonObject(each) &&
      typeof each.UserName === 'string' &&
      chosen.get(call)?.has(each.UserName) === true,
  );
}

function partOf(source: string, { coverage }: AwsFacts, calls: CallIndex) {
  const known = calls.sources.get(source);
  return {
    sources: () => (known ? [known] : []),
    coverage: () => coverage.filter((each) => each.source === source),
  };
}

/** What an edit that is followed here leaves as it was, as far as the answers read tell of it. */
const UNCHANGED = [
  'accounts',
  'roots',
  'reportedAt',
  'providers',
  'workloads',
  'clusters',
  'jobQueues',
  'eksClusters',
  'organizations',
  'lastAccessed',
] as const satisfies readonly (keyof AwsFacts)[];

/** The facts with what differs between two readings of the same answers; null where they are not part of the facts. */
function merged(
  base: AwsFacts,
  before: AwsFacts,
  after: AwsFacts,
  changed: { readonly [L in List]: Set<string> },
): AwsFacts | null {
  if (!UNCHANGED.every((name) => same(before[name], after[name]))) return null;
  const lists = new Map<List, ReadonlyMap<string, unknown>>();
  for (const name of LIST_NAMES) {
    const [known, old, now] = [base, before, after].map(
      (facts): ReadonlyMap<string, unknown> => LISTS[name](facts),
    ) as [ReadonlyMap<string, unknown>, ReadonlyMap<string, unknown>, ReadonlyMap<string, unknown>];
    // What appears would stand in the middle of its list, and order decides which of equal ways is told.
    for (const key of now.keys()) if (!old.has(key)) return null;
    const next = new Map(known);
    for (const [key, value] of old) {
      if (same(value, now.get(key))) continue;
      if (!same(known.get(key), value)) return null;
      changed[name].add(key);
      if (now.has(key)) next.set(key, now.get(key));
      else next.delete(key);
    }
    if (changed[name].size > 0) lists.set(name, next);
  }
  const gone = [...changed.users].filter((arn) => !lists.get('users')?.has(arn));
  if (gone.some((arn) => base.credentials.has(arn))) {
    const credentials = new Map(lists.get('credentials') ?? base.credentials);
    for (const arn of gone) if (credentials.delete(arn)) changed.credentials.add(arn);
    lists.set('credentials', credentials);
  }
  // Each list is made of the facts of the list of the same name.
  return {
    ...base,
    ...Object.fromEntries(
      [...lists].map(([name, items]) => [name, Array.isArray(base[name]) ? [...items.values()] : items]),
    ),
  };
}

function byKey<T>(list: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, T> {
  return new Map(list.map((each) => [keyOf(each), each]));
}
