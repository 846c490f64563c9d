import { resolvePointer } from '../../schema/json-pointer.ts';
import type { EvidenceRef } from '../../schema/records.ts';
import { type Cursor, cursor, field, items, refOf, text } from '../observations/cursor.ts';
import type { ObservationSource } from '../observations/observation-source.ts';
import { type SeenFact, seenAt } from '../observed/activity-facts.ts';
import type { Actor } from '../observed/activity-of.ts';
import type { ActivityIndex } from './activity-index.ts';
import { callerName } from './caller-name.ts';

/** Something that was seen by name, and where each log says so. */
export interface SeenRow extends SeenFact {
  readonly name: string;
  readonly refs: readonly EvidenceRef[];
}

/** A day (`YYYY-MM-DD`, UTC) on which something was done: events in each of its 24 hours. */
export interface SeenDay {
  readonly day: string;
  readonly hours: readonly number[];
  readonly refs: readonly EvidenceRef[];
}

const NAMED = {
  actions: ['Actions', 'Action'],
  networks: ['Networks', 'Network'],
  regions: ['Regions', 'Region'],
  namespaces: ['Namespaces', 'Namespace'],
  programs: ['Programs', 'Program'],
} as const;
type NamedList = keyof typeof NAMED;
const NAMED_LISTS = Object.keys(NAMED) as NamedList[];
export type SeenList = NamedList | 'days' | 'audiences';

/** What all logs together tell of one actor. Of the same in several logs the fuller one counts, since logs overlap. */
export interface Seen extends Readonly<Record<NamedList, readonly SeenRow[] | null>> {
  /** The logs that have anything of it: lookups are about one identity each, and tell nothing of another. */
  readonly sources: ReadonlySet<string>;
  readonly count: number;
  readonly first: string;
  readonly last: string;
  readonly actions: readonly SeenRow[];
  /** Null where a log was imported before hours were kept. */
  readonly days: readonly SeenDay[] | null;
  /** Who asked for its sessions or tokens, or acted as it; of a key nobody does. */
  readonly callers: readonly SeenRow[];
  /** Whom its tokens were made for, or the tokens that became its sessions; null where they were not kept. */
  readonly audiences: readonly SeenRow[] | null;
  /** Events whose name did not fit, by list: what of them is new cannot be told. */
  readonly unnamed: Readonly<Record<SeenList, number>>;
}

interface Placed extends SeenFact {
  readonly source: string;
  readonly name: string;
  readonly ref: EvidenceRef;
}
interface PlacedDay {
  readonly source: string;
  readonly day: string;
  readonly hours: readonly number[];
  readonly ref: EvidenceRef;
}

/** Null where no log has anything of the actor. A list is null where a log was imported before it was kept, or has none such. */
export function seenOf(
  source: Pick<ObservationSource, 'document'>,
  index: ActivityIndex,
  actor: Actor,
): Seen | null {
  const uses = index.usesOf(actor);
  if (uses.length === 0) return null;
  const unnamed: Record<SeenList, number> = {
    actions: 0,
    networks: 0,
    regions: 0,
    namespaces: 0,
    programs: 0,
    days: 0,
    audiences: 0,
  };
  const placed = Object.fromEntries(NAMED_LISTS.map((list) => [list, []])) as unknown as Record<
    NamedList,
    Placed[]
  >;
  const missing = new Set<string>();
  const days: PlacedDay[] = [];
  for (const use of uses) {
    const document = source.document(use.ref.observation);
    const entry = {
      ...cursor(use.ref.observation, document),
      pointer: use.ref.pointer,
      value: resolvePointer(document, use.ref.pointer),
    };
    for (const list of NAMED_LISTS) {
      const [member, own] = NAMED[list];
      const at = field(entry, member);
      if (at.value === undefined) missing.add(list);
      for (const each of items(at)) {
        const name = text(each, own);
        if (name === null) unnamed[list] += seenAt(each).count;
        else placed[list].push({ source: use.source, name, ...seenAt(each), ref: refOf(each) });
      }
    }
    const byDay = field(entry, 'Days');
    if (byDay.value === undefined) missing.add('days');
    for (const each of items(byDay)) {
      const day = text(each, 'Day');
      if (day === null) unnamed.days += seenAt(each).count;
      else days.push({ source: use.source, day, hours: hoursAt(each), ref: refOf(each) });
    }
  }
  const [all] = joined(uses.map((use) => ({ ...use, name: '' })));
  const named = Object.fromEntries(
    NAMED_LISTS.map((list) => [list, missing.has(list) ? null : joined(placed[list])]),
  ) as Record<NamedList, readonly SeenRow[] | null>;
  const wholeDays = missing.has('days') ? null : joinedDays(days);
  const { callers, audiences } = asked(index, actor, unnamed);
  return {
    ...named,
    sources: new Set(uses.map((use) => use.source)),
    count: wholeDays && unnamed.days === 0 ? eventsOf(wholeDays) : (all?.count ?? 0),
    first: all?.first ?? '',
    last: all?.last ?? '',
    actions: named.actions ?? [],
    days: wholeDays,
    callers,
    audiences,
    unnamed,
  };
}

/** Who asked for its sessions or tokens, and for whom these were made. */
function asked(
  index: ActivityIndex,
  actor: Actor,
  unnamed: Record<SeenList, number>,
): Pick<Seen, 'callers' | 'audiences'> {
  if ('key' in actor) return { callers: [], audiences: [] };
  const assumptions = index.askedFor(actor.principal);
  const audiences: Placed[] = [];
  let kept = true;
  for (const { source, action, audiences: own } of assumptions) {
    if (own === null && action === 'AssumeRoleWithWebIdentity') kept = false;
    for (const { audience, ...seen } of own ?? []) {
      if (audience === null) unnamed.audiences += seen.count;
      else audiences.push({ source, name: audience, ...seen });
    }
  }
  return {
    callers: joined(assumptions.map((each) => ({ ...each, name: callerName(each.principal) }))),
    audiences: kept ? joined(audiences) : null,
  };
}

/** Hours tell logs that overlap from logs that follow one another, so their sum is the better total. */
function eventsOf(days: readonly SeenDay[]): number {
  return days.reduce((sum, { hours }) => sum + hours.reduce((all, each) => all + each, 0), 0);
}

function hoursAt(at: Cursor): readonly number[] {
  return [...items(field(at, 'Hours'))].map(({ value }) => (typeof value === 'number' ? value : 0));
}

/** Within one log entries add up (a user with two keys); of several logs the one that saw most counts. */
function joined(rows: readonly Placed[]): readonly SeenRow[] {
  return [...Map.groupBy(rows, ({ name }) => name)].map(([name, same]) => {
    const logs = [...Map.groupBy(same, ({ source }) => source).values()].map((each) => ({
      count: each.reduce((sum, { count }) => sum + count, 0),
      errors: each.reduce((sum, { errors }) => sum + errors, 0),
    }));
    const fullest = logs.reduce((most, each) => (each.count > most.count ? each : most));
    // A time that was not kept is no earliest time: it is left empty for the whole row.
    const firsts = same.map(({ first }) => first).sort();
    const lasts = same.map(({ last }) => last).sort();
    return {
      name,
      ...fullest,
      first: firsts[0] ?? '',
      last: lasts.at(-1) ?? '',
      refs: same.map(({ ref }) => ref),
    };
  });
}

function joinedDays(rows: readonly PlacedDay[]): readonly SeenDay[] {
  return [...Map.groupBy(rows, ({ day }) => day)]
    .map(([day, same]) => {
      const logs = [...Map.groupBy(same, ({ source }) => source).values()];
      const hours = Array.from({ length: 24 }, (_, hour) =>
        Math.max(...logs.map((log) => log.reduce((sum, each) => sum + (each.hours[hour] ?? 0), 0))),
      );
      return { day, hours, refs: same.map(({ ref }) => ref) };
    })
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}
