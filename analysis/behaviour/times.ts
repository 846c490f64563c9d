import type { PeriodFact } from '../observed/activity-facts.ts';
import { type Deviation, events, proofAt, type Told } from './deviation.ts';
import { daysBetween, outside, usualHours } from './hours.ts';
import type { Seen, SeenDay } from './seen-of.ts';
import { THRESHOLDS } from './thresholds.ts';

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
      const why = `outside of the usual ${hoursWords(usual)} UTC, and at most ${most} on any of the ${before.length} active days before`;
      const says = `${day.day}: ${events(count)} in the hours ${hours.join(', ')}, ${why}.`;
      return [
        {
          kind: 'off-hours',
          name: day.day,
          at: `${day.day}T${String(hours[0] ?? 0).padStart(2, '0')}:00:00.000Z`,
          count,
          errors: null,
          why,
          says,
          proof: proofAt(day.refs, `The hours of ${day.day}: ${day.hours.join(' ')}.`),
        },
      ];
    }),
    notTold: [],
  };
}

/** Use in the window after a long time without any, where one log covers all of that time. Needs no baseline. */
export function afterSleep(seen: Seen, since: string, periods: readonly PeriodFact[]): Told {
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
      why: `${slept} days after the last use on ${before.day}`,
      says: `${day.day}: ${events(count)}, ${slept} days after the last use on ${before.day}.`,
      proof: [
        ...proofAt(before.refs, `The last use before was on ${before.day}.`),
        ...proofAt(day.refs, `It was used again on ${day.day}: ${events(count)}.`),
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
