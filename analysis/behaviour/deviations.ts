import type { EvidenceRef, ProofStep } from '../../schema/records.ts';
import type { ActivityFacts } from '../aws/read/activity.ts';
import { daysBetween, outside, usualHours } from './hours.ts';
import type { Seen, SeenDay, SeenList, SeenRow } from './seen-of.ts';
import { SENSITIVE_ACTIONS } from './sensitive-actions.ts';
import { THRESHOLDS } from './thresholds.ts';

export type DeviationKind =
  | 'new-network'
  | 'new-region'
  | 'new-sensitive-action'
  | 'new-caller'
  | 'off-hours'
  | 'after-sleep';

/** Something in the window that was not so before, with the counts that show it and where they stand. */
export interface Deviation {
  readonly kind: DeviationKind;
  /** The network, region, action or caller; the day for those of time. */
  readonly name: string;
  /** When it began: ISO 8601 UTC, or the day where hours are all that is kept. */
  readonly at: string;
  /** Events that show it, and how many of them were in vain; null where that is not kept. */
  readonly count: number;
  readonly errors: number | null;
  readonly says: string;
  readonly proof: readonly ProofStep[];
}

/** Deviations, and in words what could not be told. */
export interface Told {
  readonly deviations: readonly Deviation[];
  readonly notTold: readonly string[];
}

/** Networks, regions, sensitive actions and callers that were first seen in the window. Needs a baseline. */
export function newNames(seen: Seen, since: string): Told {
  const notTold: string[] = [];
  const isNew = ({ first }: SeenRow) => first >= since;
  const short = (list: SeenList, what: string) => {
    if (seen.unnamed[list] > 0)
      notTold.push(
        `${what}: ${seen.unnamed[list]} events were only counted, past the most that an import keeps.`,
      );
  };
  short('networks', 'Networks');
  short('regions', 'Regions');
  short('actions', 'Sensitive actions');
  const networks = seen.networks ?? [];
  if (seen.networks === null)
    notTold.push('Networks: the log was imported before they were kept; import it again.');
  const known = networks.filter((row) => !isNew(row)).length;
  const roams = known >= THRESHOLDS.roamingNetworks;
  if (roams)
    notTold.push(
      `Networks: ${known} were used before, so one more tells nothing (from ${THRESHOLDS.roamingNetworks} on).`,
    );
  const timed = seen.regions.every(({ first }) => first !== '');
  if (!timed) notTold.push('Regions: the log was imported before their times were kept; import it again.');
  const callersKnown = seen.callers.filter((row) => !isNew(row)).length;
  return {
    deviations: [
      ...(roams ? [] : networks.filter(isNew)).map((row) =>
        named('new-network', row, `not among the ${known} networks used before`),
      ),
      ...(timed ? seen.regions : [])
        .filter((row) => row.name !== '' && isNew(row))
        .map((row) => named('new-region', row, 'a region not used before')),
      ...seen.actions.filter(isNew).flatMap((row) => {
        const reason = SENSITIVE_ACTIONS.get(row.name);
        return reason === undefined ? [] : [named('new-sensitive-action', row, `${reason}; not used before`)];
      }),
      ...(callersKnown === 0 ? [] : seen.callers.filter(isNew)).map((row) =>
        named('new-caller', row, `not among the ${callersKnown} that asked for sessions before`),
      ),
    ],
    notTold,
  };
}

function named(kind: DeviationKind, row: SeenRow, why: string): Deviation {
  const { name, count, errors, first, last } = row;
  return {
    kind,
    name,
    at: first,
    count,
    errors,
    says: `${name}: ${count} events from ${first} on, ${errors} of them in vain; ${why}.`,
    proof: proof(row.refs, `${name} was seen ${count} times, ${first} to ${last}.`),
  };
}

/** Days of the window with far more use outside of the usual hours than any day before. Needs a baseline. */
export function offHours(seen: Seen, since: string): Told {
  const days = wholeDays(seen, 'Hours');
  if (typeof days === 'string') return { deviations: [], notTold: [days] };
  const [before, within] = parted(days, since);
  const usual = usualHours(before);
  if (usual.length === 24)
    return { deviations: [], notTold: ['Hours: every hour of the day is usual, so none is out of the way.'] };
  const most = Math.max(0, ...before.map((day) => outside(day, usual)));
  const bound = Math.max(THRESHOLDS.offHoursEvents, THRESHOLDS.offHoursTimes * most);
  return {
    deviations: within.flatMap((day): Deviation[] => {
      const count = outside(day, usual);
      if (count < bound) return [];
      const hours = day.hours.flatMap((each, hour) => (each > 0 && !usual.includes(hour) ? [hour] : []));
      const says = `${day.day}: ${count} events in the hours ${hours.join(', ')} UTC, outside of the usual ${hoursWords(usual)}; at most ${most} on any of the ${before.length} active days before.`;
      return [
        {
          kind: 'off-hours',
          name: day.day,
          at: `${day.day}T${String(hours[0] ?? 0).padStart(2, '0')}:00:00.000Z`,
          count,
          errors: null,
          says,
          proof: proof(day.refs, `The hours of ${day.day}: ${day.hours.join(' ')}.`),
        },
      ];
    }),
    notTold: [],
  };
}

/** Use in the window after a long time without any, where one log covers all of that time. Needs no baseline. */
export function afterSleep(seen: Seen, since: string, periods: ActivityFacts['periods']): Told {
  const days = wholeDays(seen, 'Sleep');
  if (typeof days === 'string') return { deviations: [], notTold: [days] };
  const deviations: Deviation[] = [];
  const notTold: string[] = [];
  for (const [index, day] of days.entries()) {
    const before = days[index - 1];
    if (!before || day.day < since.slice(0, 10)) continue;
    const slept = daysBetween(before.day, day.day);
    if (slept < THRESHOLDS.sleepDays) continue;
    const covered = periods.some(
      ({ first, last }) => first.slice(0, 10) <= before.day && last.slice(0, 10) >= day.day,
    );
    if (!covered) {
      notTold.push(`Sleep: no one log covers ${before.day} to ${day.day}, when nothing was seen.`);
      continue;
    }
    const count = day.hours.reduce((sum, each) => sum + each, 0);
    const hour = day.hours.findIndex((each) => each > 0);
    deviations.push({
      kind: 'after-sleep',
      name: day.day,
      at: `${day.day}T${String(Math.max(0, hour)).padStart(2, '0')}:00:00.000Z`,
      count,
      errors: null,
      says: `${day.day}: ${count} events, ${slept} days after the last ones on ${before.day}.`,
      proof: [
        ...proof(before.refs, `The last use before was on ${before.day}.`),
        ...proof(day.refs, `It was used again on ${day.day}, ${count} times.`),
      ],
    });
  }
  return { deviations, notTold };
}

/** The active days, or in words why they are not all known. */
function wholeDays({ days, unnamed }: Seen, what: string): readonly SeenDay[] | string {
  if (days === null) return `${what}: the log was imported before hours were kept; import it again.`;
  if (unnamed.days > 0)
    return `${what}: ${unnamed.days} events are of days past the most that an import keeps.`;
  return days;
}

/** Days before the window and in it. The window begins with a day. */
export function parted(
  days: readonly SeenDay[],
  since: string,
): readonly [readonly SeenDay[], readonly SeenDay[]] {
  const first = since.slice(0, 10);
  return [days.filter(({ day }) => day < first), days.filter(({ day }) => day >= first)];
}

function hoursWords(usual: readonly number[]): string {
  return usual.length === 0 ? 'hours, of which there are none' : `hours ${usual.join(', ')}`;
}

function proof(refs: readonly EvidenceRef[], says: string): readonly ProofStep[] {
  return refs.map(({ observation, pointer }) => ({ observation, pointer, says }));
}
