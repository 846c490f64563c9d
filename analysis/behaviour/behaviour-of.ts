import type { ActivityFacts } from '../aws/read/activity.ts';
import type { ObservationSource } from '../observations/observation-source.ts';
import type { Actor } from '../observed/activity-of.ts';
import { afterSleep, type Deviation, newNames, offHours, parted } from './deviations.ts';
import { daysBetween, usualHours } from './hours.ts';
import { type Seen, type SeenRow, seenOf } from './seen-of.ts';
import { THRESHOLDS } from './thresholds.ts';

interface Counted {
  readonly name: string;
  readonly count: number;
}

/** What was usual before the window. Counts are of all that the logs cover: totals by name are not kept by day. */
export interface Baseline {
  readonly first: string;
  /** Days with any event before the window; null where days were not kept. */
  readonly activeDays: number | null;
  /** Null where they were not kept. */
  readonly networks: readonly Counted[] | null;
  readonly services: readonly Counted[];
  readonly regions: readonly Counted[];
  readonly callers: readonly Counted[];
  /** Hours of the day, UTC; null where hours were not kept. */
  readonly usualHours: readonly number[] | null;
}

export interface Behaviour {
  /** The window: from the beginning of this day, ISO 8601 UTC, to the end of the logs. Empty where there is no log. */
  readonly since: string;
  readonly logs: ActivityFacts['periods'];
  readonly events: number;
  /** Null where nothing was seen before the window. */
  readonly baseline: Baseline | null;
  readonly deviations: readonly Deviation[];
  /** In words what could not be told, and why: no deviation of that kind is not the same as none. */
  readonly notTold: readonly string[];
}

/**
 * What was usual for an actor before the day `since` (`YYYY-MM-DD`; by default the last days that the logs cover begin
 * with it), and what of the time from then on was not.
 */
export function behaviourOf(
  source: ObservationSource,
  facts: ActivityFacts,
  actor: Actor,
  asked: string | null,
): Behaviour {
  const logs = facts.periods.filter(({ first }) => first !== '');
  const day = asked ?? lastDays(logs);
  const since = day === null ? '' : `${day}T00:00:00.000Z`;
  const nothing = { since, logs, events: 0, baseline: null, deviations: [] };
  if (day === null) return { ...nothing, notTold: ['The snapshot has no log of what was done.'] };
  const seen = seenOf(source, facts, actor);
  if (seen === null) return { ...nothing, notTold: ['No log has an event of this identity.'] };
  const told = [
    ...whyNoBaseline(seen, since),
    ...(whyNoBaseline(seen, since).length > 0 ? [] : [newNames(seen, since), offHours(seen, since)]),
    afterSleep(
      seen,
      since,
      logs.filter((log) => seen.sources.has(log.source)),
    ),
  ];
  return {
    since,
    logs,
    events: seen.count,
    baseline: seen.first < since ? baselineOf(seen, since) : null,
    deviations: told.flatMap(({ deviations }) => deviations).sort((a, b) => (a.at < b.at ? -1 : 1)),
    notTold: told.flatMap(({ notTold }) => notTold),
  };
}

/** The first day of the window where none is asked for. */
function lastDays(logs: ActivityFacts['periods']): string | null {
  const last = logs
    .map((log) => log.last)
    .sort()
    .at(-1);
  if (last === undefined) return null;
  const end = Date.parse(last.slice(0, 10));
  return new Date(end - (THRESHOLDS.windowDays - 1) * 86_400_000).toISOString().slice(0, 10);
}

function whyNoBaseline(seen: Seen, since: string) {
  const words = (why: string) => [
    { deviations: [], notTold: [`Networks, regions, actions, callers and hours: ${why}.`] },
  ];
  if (seen.first >= since) return words(`nothing was seen before ${since.slice(0, 10)} to compare with`);
  const age = daysBetween(seen.first.slice(0, 10), since.slice(0, 10));
  if (age < THRESHOLDS.baselineDays)
    return words(`first seen ${age} days before the window; ${THRESHOLDS.baselineDays} are needed`);
  const active = seen.days === null ? null : parted(seen.days, since)[0].length;
  if (active !== null && seen.unnamed.days === 0 && active < THRESHOLDS.baselineActiveDays)
    return words(`active on ${active} days before the window; ${THRESHOLDS.baselineActiveDays} are needed`);
  return [];
}

function baselineOf(seen: Seen, since: string): Baseline {
  const before = (rows: readonly SeenRow[]) => rows.filter(({ first }) => first < since);
  const days = seen.days === null || seen.unnamed.days > 0 ? null : parted(seen.days, since)[0];
  return {
    first: seen.first,
    activeDays: days?.length ?? null,
    networks: seen.networks && summed(before(seen.networks), (name) => name),
    services: summed(before(seen.actions), (name) => name.split(':', 1)[0] ?? name),
    regions: summed(before(seen.regions), (name) => name),
    callers: summed(before(seen.callers), (name) => name),
    usualHours: days === null ? null : usualHours(days),
  };
}

function summed(rows: readonly SeenRow[], of: (name: string) => string): readonly Counted[] {
  return [...Map.groupBy(rows, ({ name }) => of(name))]
    .map(([name, same]) => ({ name, count: same.reduce((sum, { count }) => sum + count, 0) }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}
