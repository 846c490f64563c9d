import type { Json } from '../../../schema/json.ts';
import type { Call, EvidenceRef } from '../../../schema/records.ts';
import { type Cursor, cursor, field, items, refOf, text } from '../../observations/cursor.ts';
import type { ObservationSource } from '../../observations/observation-source.ts';

/** How often something was seen, how often in vain, and when first and last (ISO 8601 UTC). */
export interface SeenFact {
  readonly count: number;
  readonly errors: number;
  readonly first: string;
  readonly last: string;
}

/** What one principal did, with one long-lived key or without any. The details stand where `ref` points. */
export interface UseFact extends SeenFact {
  readonly source: string;
  readonly principal: string;
  readonly key: string | null;
  /** The most frequent source addresses, at most `ADDRESSES_KEPT`. */
  readonly from: readonly string[];
  readonly resources: readonly (SeenFact & { readonly arn: string })[];
  readonly ref: EvidenceRef;
}

/** Sessions of a role that a principal asked for. */
export interface AssumptionFact extends SeenFact {
  readonly source: string;
  readonly principal: string;
  readonly key: string | null;
  readonly role: string;
  readonly from: readonly string[];
  readonly ref: EvidenceRef;
}

/** What logs say that happened. */
export interface ActivityFacts {
  readonly uses: readonly UseFact[];
  readonly assumptions: readonly AssumptionFact[];
  /** Of the events in each log: how many, first and last. */
  readonly periods: readonly (SeenFact & { readonly source: string })[];
}

const ADDRESSES_KEPT = 5;

/** Documents of CloudTrail are many and large: they are read one at a time, never kept. */
export function isActivity(call: Pick<Call, 'operation'>): boolean {
  return call.operation.startsWith('cloudtrail:');
}

/** Every document of CloudTrail, one at a time. */
export function* activityDocuments(
  source: ObservationSource,
): Generator<{ readonly source: string; readonly at: Cursor }> {
  const seen = new Set<string>();
  for (const call of source.calls()) {
    const { observation } = call;
    if (!isActivity(call) || call.status !== 'ok' || observation === null || seen.has(observation)) continue;
    seen.add(observation);
    yield { source: logOf(call), at: cursor(observation, source.document(observation)) };
  }
}

/** Lookups of one source overlap, a key's events being its user's too: each is a log of its own. */
function logOf({ source, parameters }: Pick<Call, 'source' | 'parameters'>): string {
  const { AttributeKey: key, AttributeValue: value } = parameters;
  return typeof key === 'string' && typeof value === 'string' ? `${source} ${key} ${value}` : source;
}

/** Reads what happened, without its details. */
export function readActivity(source: ObservationSource): ActivityFacts {
  const uses: UseFact[] = [];
  const assumptions: AssumptionFact[] = [];
  const periods = new Map<string, SeenFact & { source: string }>();
  const intern = interning();
  for (const { source: from, at } of activityDocuments(source)) {
    const period = field(at, 'Period');
    if (period.value !== undefined)
      periods.set(from, { source: from, ...joined(periods.get(from), seenAt(period)) });
    for (const entry of items(field(at, 'Activity'))) {
      const principal = text(entry, 'Principal');
      if (principal === null) continue;
      uses.push({
        source: from,
        principal: intern(principal),
        key: text(entry, 'AccessKeyId'),
        ...seenAt(entry),
        from: addressesOf(entry, intern),
        resources: [...items(field(entry, 'Resources'))].flatMap((resource) => {
          const arn = text(resource, 'Resource');
          return arn === null ? [] : [{ arn: intern(arn), ...seenAt(resource) }];
        }),
        ref: refOf(entry),
      });
    }
    for (const entry of items(field(at, 'Assumptions'))) {
      const [principal, role] = [text(entry, 'Principal'), text(entry, 'Role')];
      if (principal === null || role === null) continue;
      assumptions.push({
        source: from,
        principal: intern(principal),
        key: text(entry, 'AccessKeyId'),
        role: intern(role),
        ...seenAt(entry),
        from: addressesOf(entry, intern),
        ref: refOf(entry),
      });
    }
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

export function seenAt(at: Cursor): SeenFact {
  const number = (value: Json | undefined) => (typeof value === 'number' ? value : 0);
  return {
    count: number(field(at, 'Count').value),
    errors: number(field(at, 'Errors').value),
    first: text(at, 'First') ?? '',
    last: text(at, 'Last') ?? '',
  };
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
