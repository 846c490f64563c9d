import { resolvePointer } from '../../schema/json-pointer.ts';
import type { ProofStep } from '../../schema/records.ts';
import { type Cursor, cursor, field, items, text } from '../observations/cursor.ts';
import type { ObservationSource } from '../observations/observation-source.ts';
import { seenWords } from '../rules/observed/seen-words.ts';
import {
  type ActivityFacts,
  type PeriodFact,
  type SeenFact,
  seenAt,
  type UseFact,
} from './activity-facts.ts';
import { logsAbout } from './all-activity.ts';
import { activityDocuments } from './read-activity.ts';

export interface SeenNamed extends SeenFact {
  readonly name: string;
}

/** What logs say that somebody did. */
export interface Activity extends SeenFact {
  /** Which logs were looked through, and the time they cover. */
  readonly logs: readonly PeriodFact[];
  readonly principals: readonly string[];
  readonly keys: readonly string[];
  readonly actions: readonly SeenNamed[];
  readonly addresses: readonly SeenNamed[];
  readonly resources: readonly SeenNamed[];
  readonly userAgents: readonly { readonly name: string; readonly count: number }[];
  readonly regions: readonly { readonly name: string; readonly count: number }[];
  readonly sessions: readonly { readonly name: string; readonly count: number }[];
  /** Roles assumed, attempts in vain among them. */
  readonly assumed: readonly SeenNamed[];
  readonly proof: readonly ProofStep[];
}

/** Whose activity is asked for: a long-lived key, or a principal with all its keys. */
export type Actor = { readonly key: string } | { readonly principal: string };

/** A temporary key as a log saw it: whose session it is, and who was given it. */
export interface SessionKey extends SeenFact {
  readonly key: string;
  readonly principal: string;
  readonly session: string | null;
  readonly issuedTo: string | null;
  readonly issuedToKey: string | null;
}

/** What somebody did by the logs; null where the snapshot has no log that could have seen it. */
export function activityOf(source: ObservationSource, facts: ActivityFacts, actor: Actor): Activity | null {
  const logs = logsAbout(facts, 'key' in actor ? actor.key : actor.principal);
  if (logs.length === 0) return null;
  const is =
    'key' in actor
      ? (each: UseFact) => each.key === actor.key
      : (each: UseFact) => each.principal === actor.principal;
  const uses = fullest(facts.uses.filter(is));
  const assumptions = fullest(
    facts.assumptions.filter((each) =>
      'key' in actor ? each.key === actor.key : each.principal === actor.principal,
    ),
  );
  const entries = uses.map(({ ref }) => at(source, ref.observation, ref.pointer));
  const named = (list: string, member: string) => merged(entries, list, member);
  return {
    ...total(uses),
    logs,
    principals: [...new Set(uses.map(({ principal }) => principal))].sort(),
    keys: [...new Set(uses.flatMap(({ key }) => key ?? []))].sort(),
    actions: named('Actions', 'Action'),
    addresses: named('Addresses', 'Address'),
    resources: named('Resources', 'Resource'),
    userAgents: named('UserAgents', 'UserAgent').map(short),
    regions: named('Regions', 'Region').map(short),
    sessions: named('SessionNames', 'SessionName').map(short),
    assumed: assumptions
      .map(({ role, count, errors, first, last }) => ({ name: role, count, errors, first, last }))
      .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1)),
    proof: [
      ...uses.map((use) => ({
        ...use.ref,
        says: `${use.principal}${use.key === null ? '' : ` with key ${use.key}`} was seen ${seenWords(use, use.from)}.`,
      })),
      ...assumptions.map((each) => ({
        ...each.ref,
        says: `${each.principal} asked for sessions of ${each.role} ${seenWords(each, each.from)}.`,
      })),
    ],
  };
}

/** The session that a temporary key belongs to, by the logs; null where none of them saw it. */
export function sessionOfKey(source: ObservationSource, key: string): SessionKey | null {
  for (const document of activityDocuments(source, 'cloudtrail'))
    for (const entry of items(field(document.at, 'Sessions')))
      if (text(entry, 'AccessKeyId') === key)
        return {
          key,
          principal: text(entry, 'Principal') ?? 'unknown',
          session: text(entry, 'SessionName'),
          issuedTo: text(entry, 'IssuedTo'),
          issuedToKey: text(entry, 'IssuedToKey'),
          ...seenAt(entry),
        };
  return null;
}

function at(source: ObservationSource, observation: Cursor['observation'], pointer: string): Cursor {
  return {
    ...cursor(observation, source.document(observation)),
    pointer,
    value: resolvePointer(source.document(observation), pointer),
  };
}

/** Logs overlap: of the entries of several, those of the log that saw most count. */
function fullest<T extends SeenFact & { readonly source: string }>(entries: readonly T[]): readonly T[] {
  const groups = [...Map.groupBy(entries, ({ source }) => source).values()];
  const sum = (group: readonly T[]) => group.reduce((all, { count }) => all + count, 0);
  return groups.sort((a, b) => sum(b) - sum(a))[0] ?? [];
}

function total(entries: readonly SeenFact[]): SeenFact {
  const [first, ...rest] = entries;
  if (!first) return { count: 0, errors: 0, first: '', last: '' };
  return rest.reduce(join, first);
}

function join(one: SeenFact, other: SeenFact): SeenFact {
  return {
    count: one.count + other.count,
    errors: one.errors + other.errors,
    first: other.first !== '' && (one.first === '' || other.first < one.first) ? other.first : one.first,
    last: other.last > one.last ? other.last : one.last,
  };
}

/** One list of all entries, joined by name; what the log only counted has no name and is left out. */
function merged(entries: readonly Cursor[], list: string, member: string): readonly SeenNamed[] {
  const byName = new Map<string, SeenFact>();
  for (const entry of entries)
    for (const each of items(field(entry, list))) {
      const name = text(each, member);
      if (name === null) continue;
      const known = byName.get(name);
      byName.set(name, known ? join(known, seenAt(each)) : seenAt(each));
    }
  return [...byName]
    .map(([name, seen]) => ({ name, ...seen }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}

function short({ name, count }: SeenNamed) {
  return { name, count };
}
