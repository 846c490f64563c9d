import type { ObservationSource } from '../observations/observation-source.ts';
import type { ActivityFacts, PeriodFact } from '../observed/activity-facts.ts';
import type { Actor } from '../observed/activity-of.ts';
import { logsAbout } from '../observed/all-activity.ts';
import { activityIndex } from './activity-index.ts';
import type { Deviation } from './deviation.ts';
import { daysBetween, usualHours } from './hours.ts';
import { newNames } from './new-names.ts';
import { type Seen, type SeenRow, seenOf } from './seen-of.ts';
import { THRESHOLDS } from './thresholds.ts';
import { afterSleep, offHours, parted } from './times.ts';

interface Counted {
  readonly name: string;
  readonly count: number;
}

/** What was usual before the window. Counts are of all that the logs cover: totals by name are not kept by day. */
export interface Baseline {
  readonly first: string;
  /** Days with any event before the window; null where days were not kept. */
  readonly activeDays: number | null;
  /** A list is null where it was not kept, or logs of that kind have none such. */
  readonly networks: readonly Counted[] | null;
  /** Services of AWS, or resources of Kubernetes. */
  readonly services: readonly Counted[];
  readonly regions: readonly Counted[] | null;
  readonly namespaces: readonly Counted[] | null;
  readonly programs: readonly Counted[] | null;
  readonly callers: readonly Counted[];
  readonly audiences: readonly Counted[] | null;
  /** Hours of the day, UTC; null where hours were not kept. */
  readonly usualHours: readonly number[] | null;
}

export interface Behaviour {
  /** The window: from the beginning of this day, ISO 8601 UTC, to the end of the logs. Empty where there is no log. */
  readonly since: string;
  /** Those that could have seen the actor. */
  readonly logs: readonly PeriodFact[];
  readonly events: number;
  /** When it was last seen, ISO 8601 UTC; empty where it never was. */
  readonly last: string;
  /** Null where nothing was seen before the window. */
  readonly baseline: Baseline | null;
  /** Whether there is enough before the window to compare with. */
  readonly compared: boolean;
  readonly deviations: readonly Deviation[];
  /** In words what could not be told, and why: no deviation of that kind is not the same as none. */
  readonly notTold: readonly string[];
}

/**
 * What was usual for an actor before the day `since` (`YYYY-MM-DD`; by default the last days that the logs cover begin
 * with it), and what of the time from then on was not.
 */
export function behaviourOf(
  source: Pick<ObservationSource, 'document'>,
  facts: ActivityFacts,
  actor: Actor,
  asked: string | null,
): Behaviour {
  const id = 'key' in actor ? actor.key : actor.principal;
  const logs = logsAbout(facts, id).filter(({ first }) => first !== '');
  const day = asked ?? lastDays(logs);
  const since = day === null ? '' : `${day}T00:00:00.000Z`;
  const nothing = { since, logs, events: 0, last: '', baseline: null, compared: false, deviations: [] };
  if (day === null)
    return { ...nothing, notTold: [`The snapshot has no log of what was done${placeOf(id)}.`] };
  const seen = seenOf(source, activityIndex(facts), actor);
  if (seen === null) return { ...nothing, notTold: ['No log has an event of this identity.'] };
  const noBaseline = whyNoBaseline(seen, since);
  const told = [
    ...(noBaseline === null
      ? [newNames(seen, since), offHours(seen, since)]
      : [{ deviations: [], notTold: [`Networks, regions, actions, callers and hours: ${noBaseline}.`] }]),
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
    last: seen.last,
    baseline: seen.first < since ? baselineOf(seen, since) : null,
    compared: noBaseline === null,
    deviations: told.flatMap(({ deviations }) => deviations).sort((a, b) => (a.at < b.at ? -1 : 1)),
    notTold: told.flatMap(({ notTold }) => notTold),
  };
}

function placeOf(id: string): string {
  return id.startsWith('k8s://') ? ' in its cluster' : ' in AWS';
}

/** The first day of the window where none is asked for. */
function lastDays(logs: readonly PeriodFact[]): string | null {
  const last = logs
    .map((log) => log.last)
    .sort()
    .at(-1);
  if (last === undefined) return null;
  const end = Date.parse(last.slice(0, 10));
  return new Date(end - (THRESHOLDS.windowDays - 1) * 86_400_000).toISOString().slice(0, 10);
}

/** In words; null where there is a baseline. */
function whyNoBaseline(seen: Seen, since: string): string | null {
  if (seen.first >= since) return `nothing was seen before ${since.slice(0, 10)} to compare with`;
  const age = daysBetween(seen.first.slice(0, 10), since.slice(0, 10));
  if (age < THRESHOLDS.baselineDays)
    return `first seen ${age} days before the window; ${THRESHOLDS.baselineDays} are needed`;
  const active = seen.days === null ? null : parted(seen.days, since)[0].length;
  if (active !== null && seen.unnamed.days === 0 && active < THRESHOLDS.baselineActiveDays)
    return `active on ${active} days before the window; ${THRESHOLDS.baselineActiveDays} are needed`;
  return null;
}

function baselineOf(seen: Seen, since: string): Baseline {
  const before = (rows: readonly SeenRow[] | null) =>
    rows &&
    summed(
      rows.filter(({ first }) => first < since),
      (name) => name,
    );
  const days = seen.days === null || seen.unnamed.days > 0 ? null : parted(seen.days, since)[0];
  return {
    first: seen.first,
    activeDays: days?.length ?? null,
    networks: before(seen.networks),
    services: summed(
      seen.actions.filter(({ first }) => first < since),
      serviceOf,
    ),
    regions: before(seen.regions),
    namespaces: before(seen.namespaces),
    programs: before(seen.programs),
    callers: before(seen.callers) ?? [],
    audiences: before(seen.audiences),
    usualHours: days === null ? null : usualHours(days),
  };
}

/** `s3` of `s3:GetObject`, `pods/exec` of `create pods/exec`. */
function serviceOf(action: string): string {
  const space = action.indexOf(' ');
  return space < 0 ? (action.split(':', 1)[0] ?? action) : action.slice(space + 1);
}

function summed(rows: readonly SeenRow[], of: (name: string) => string): readonly Counted[] {
  return [...Map.groupBy(rows, ({ name }) => of(name))]
    .map(([name, same]) => ({ name, count: same.reduce((sum, { count }) => sum + count, 0) }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}
