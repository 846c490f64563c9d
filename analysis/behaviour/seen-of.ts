import { resolvePointer } from '../../schema/json-pointer.ts';
import type { EvidenceRef } from '../../schema/records.ts';
import { type ActivityFacts, type SeenFact, seenAt } from '../aws/read/activity.ts';
import { type Cursor, cursor, field, items, refOf, text } from '../observations/cursor.ts';
import type { ObservationSource } from '../observations/observation-source.ts';
import type { Actor } from '../observed/activity-of.ts';

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

const LISTS = { actions: 'Action', networks: 'Network', regions: 'Region', days: 'Day' } as const;
const MEMBERS = { actions: 'Actions', networks: 'Networks', regions: 'Regions', days: 'Days' } as const;
export type SeenList = keyof typeof LISTS;

/** What all logs together tell of one actor. Of the same in several logs the fuller one counts, since logs overlap. */
export interface Seen {
  /** The logs that have anything of it: lookups are about one identity each, and tell nothing of another. */
  readonly sources: ReadonlySet<string>;
  readonly count: number;
  readonly first: string;
  readonly last: string;
  readonly actions: readonly SeenRow[];
  /** Null where a log was imported before networks were kept. */
  readonly networks: readonly SeenRow[] | null;
  readonly regions: readonly SeenRow[];
  /** Null where a log was imported before hours were kept. */
  readonly days: readonly SeenDay[] | null;
  /** Who asked for its sessions; of a key nobody does. */
  readonly callers: readonly SeenRow[];
  /** Events whose name did not fit, by list: what of them is new cannot be told. */
  readonly unnamed: Readonly<Record<SeenList, number>>;
}

interface Placed extends SeenFact {
  readonly source: string;
  readonly name: string;
  readonly ref: EvidenceRef;
}

/** Null where no log has anything of the actor. */
export function seenOf(source: ObservationSource, facts: ActivityFacts, actor: Actor): Seen | null {
  const uses = facts.uses.filter((use) =>
    'key' in actor ? use.key === actor.key : use.principal === actor.principal,
  );
  if (uses.length === 0) return null;
  const unnamed: Record<SeenList, number> = { actions: 0, networks: 0, regions: 0, days: 0 };
  const placed: Record<SeenList, Placed[]> = { actions: [], networks: [], regions: [], days: [] };
  const days: { source: string; day: string; hours: readonly number[]; ref: EvidenceRef }[] = [];
  let daysKept = true;
  let networksKept = true;
  for (const use of uses) {
    const document = source.document(use.ref.observation);
    const entry = {
      ...cursor(use.ref.observation, document),
      pointer: use.ref.pointer,
      value: resolvePointer(document, use.ref.pointer),
    };
    if (field(entry, 'Days').value === undefined) daysKept = false;
    if (field(entry, 'Networks').value === undefined) networksKept = false;
    for (const list of Object.keys(LISTS) as SeenList[])
      for (const at of items(field(entry, MEMBERS[list]))) {
        const name = text(at, LISTS[list]);
        if (name === null) unnamed[list] += seenAt(at).count;
        else if (list === 'days')
          days.push({ source: use.source, day: name, hours: hoursAt(at), ref: refOf(at) });
        else placed[list].push({ source: use.source, name, ...seenAt(at), ref: refOf(at) });
      }
  }
  const [all] = joined(uses.map((use) => ({ ...use, name: '' })));
  const wholeDays = daysKept && unnamed.days === 0 ? joinedDays(days) : null;
  return {
    sources: new Set(uses.map((use) => use.source)),
    count: wholeDays ? eventsOf(wholeDays) : (all?.count ?? 0),
    first: all?.first ?? '',
    last: all?.last ?? '',
    actions: joined(placed.actions),
    networks: networksKept ? joined(placed.networks) : null,
    regions: joined(placed.regions),
    days: daysKept ? joinedDays(days) : null,
    callers:
      'key' in actor
        ? []
        : joined(
            facts.assumptions
              .filter(({ role }) => role === actor.principal)
              .map((each) => ({ ...each, name: each.principal })),
          ),
    unnamed,
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

function joinedDays(
  rows: readonly { source: string; day: string; hours: readonly number[]; ref: EvidenceRef }[],
): readonly SeenDay[] {
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
