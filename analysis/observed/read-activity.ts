import type { Call } from '../../schema/records.ts';
import { objectId, serviceAccountOf } from '../kubernetes/ids.ts';
import { type Cursor, cursor, field, items, refOf, text } from '../observations/cursor.ts';
import type { ObservationSource } from '../observations/observation-source.ts';
import { atOnce, type Steps } from '../steps.ts';
import {
  type ActivityFacts,
  type AssumptionFact,
  type AudienceFact,
  type PeriodFact,
  type SeenFact,
  seenAt,
  type UseFact,
} from './activity-facts.ts';
import { usedInCluster } from './used-in-cluster.ts';

const ADDRESSES_KEPT = 5;

/** Documents of logs are many and large: they are read one at a time, never kept. */
export function isActivity(call: Pick<Call, 'operation'>): boolean {
  return call.operation.startsWith('cloudtrail:') || call.operation.startsWith('audit:');
}

type Log = 'cloudtrail' | 'audit';

/** Every document of a kind of log, one at a time. */
export function* activityDocuments(
  source: ObservationSource,
  log: Log,
): Generator<{ readonly source: string; readonly log: string; readonly at: Cursor }> {
  const seen = new Set<string>();
  for (const call of source.calls()) {
    const { observation } = call;
    if (!call.operation.startsWith(`${log}:`) || call.status !== 'ok' || observation === null) continue;
    // Two clusters may have logged the same.
    const key = log === 'audit' ? `${call.source} ${observation}` : observation;
    if (seen.has(key)) continue;
    seen.add(key);
    yield { source: call.source, log: logOf(call), at: cursor(observation, source.document(observation)) };
  }
}

/** Lookups of one source overlap, a key's events being its user's too: each is a log of its own. */
function logOf({ source, parameters }: Pick<Call, 'source' | 'parameters'>): string {
  const { AttributeKey: key, AttributeValue: value } = parameters;
  return typeof key === 'string' && typeof value === 'string' ? `${source} ${key} ${value}` : source;
}

/** How the names in a log become ids of entities. */
interface Terms {
  readonly cluster: string | null;
  principal(name: string): string;
  used(resource: string): readonly string[];
}

const OF_AWS: Terms = { cluster: null, principal: (name) => name, used: (resource) => [resource] };

function ofCluster(name: string): Terms {
  return {
    cluster: `k8s://${name}`,
    principal(user) {
      const account = serviceAccountOf(user);
      return account
        ? objectId(name, 'serviceaccount', account.namespace, account.name)
        : objectId(name, 'user', null, user);
    },
    used: (resource) => usedInCluster(name, resource),
  };
}

/** Reads what happened by one kind of log, without its details. */
export function readActivity(source: ObservationSource, log: Log): ActivityFacts {
  return atOnce(activitySteps(source, log));
}

/** The same, with a stop after each document. */
export function* activitySteps(source: ObservationSource, log: Log): Steps<ActivityFacts> {
  const uses: UseFact[] = [];
  const assumptions: AssumptionFact[] = [];
  const periods = new Map<string, PeriodFact>();
  const intern = interning();
  const terms = new Map<string, Terms>();
  const clusters = new Map(source.sources().map(({ id, account }) => [id, account ?? id]));
  const termsOf = (from: string): Terms => {
    if (log === 'cloudtrail') return OF_AWS;
    const known = terms.get(from) ?? ofCluster(clusters.get(from) ?? from);
    terms.set(from, known);
    return known;
  };
  for (const { source: origin, log: from, at } of activityDocuments(source, log)) {
    const { cluster, principal: idOf, used } = termsOf(origin);
    const period = field(at, 'Period');
    if (period.value !== undefined)
      periods.set(from, { source: from, cluster, ...joined(periods.get(from), seenAt(period)) });
    for (const entry of items(field(at, 'Activity'))) {
      const principal = text(entry, 'Principal');
      if (principal === null) continue;
      uses.push({
        source: from,
        principal: intern(idOf(principal)),
        key: text(entry, 'AccessKeyId'),
        ...seenAt(entry),
        from: addressesOf(entry, intern),
        resources: [...items(field(entry, 'Resources'))].flatMap((resource) => {
          const name = text(resource, 'Resource');
          const seen = seenAt(resource);
          return name === null ? [] : used(name).map((id) => ({ arn: intern(id), ...seen }));
        }),
        ref: refOf(entry),
      });
    }
    for (const entry of items(field(at, 'Assumptions'))) {
      const [principal, role] = [text(entry, 'Principal'), text(entry, 'Role')];
      if (principal === null || role === null) continue;
      assumptions.push({
        source: from,
        principal: intern(idOf(principal)),
        key: text(entry, 'AccessKeyId'),
        role: intern(idOf(role)),
        action: intern(text(entry, 'Action') ?? ''),
        ...seenAt(entry),
        from: addressesOf(entry, intern),
        audiences: audiencesOf(entry),
        ref: refOf(entry),
      });
    }
    yield;
  }
  return { uses, assumptions, periods: [...periods.values()] };
}

/** Several pages of one log. A page without events tells no time. */
function joined(one: SeenFact | undefined, other: SeenFact): SeenFact {
  if (!one || one.first === '') return other;
  if (other.first === '') return one;
  return {
    count: one.count + other.count,
    errors: one.errors + other.errors,
    first: one.first < other.first ? one.first : other.first,
    last: one.last > other.last ? one.last : other.last,
  };
}

function audiencesOf(at: Cursor): readonly AudienceFact[] | null {
  const list = field(at, 'Audiences');
  if (list.value === undefined) return null;
  return [...items(list)].map((each) => ({
    audience: text(each, 'Audience'),
    ...seenAt(each),
    ref: refOf(each),
  }));
}

function addressesOf(at: Cursor, intern: (text: string) => string): readonly string[] {
  const found: string[] = [];
  for (const each of items(field(at, 'Addresses'))) {
    const address = text(each, 'Address');
    if (address !== null) found.push(intern(address));
    if (found.length === ADDRESSES_KEPT) break;
  }
  return found;
}

function interning(): (text: string) => string {
  const known = new Map<string, string>();
  return (each) => {
    const found = known.get(each);
    if (found === undefined) known.set(each, each);
    return found ?? each;
  };
}
