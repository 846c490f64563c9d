import type { SeenDay } from './seen-of.ts';
import { THRESHOLDS } from './thresholds.ts';

const MS_PER_DAY = 86_400_000;
const HOURS = 24;

/** Whole days from one to the other, both `YYYY-MM-DD`. */
export function daysBetween(earlier: string, later: string): number {
  return Math.round((Date.parse(later) - Date.parse(earlier)) / MS_PER_DAY);
}

/** The hours of the day (0 to 23, UTC) that are usual by these days, with the hour before and the hour after each. */
export function usualHours(days: readonly SeenDay[]): readonly number[] {
  const least = Math.max(THRESHOLDS.usualHourDays, THRESHOLDS.usualHourShare * days.length);
  const used = (hour: number) => days.filter(({ hours }) => (hours[hour] ?? 0) > 0).length >= least;
  return Array.from({ length: HOURS }, (_, hour) => hour).filter(
    (hour) => used(hour) || used((hour + 1) % HOURS) || used((hour + HOURS - 1) % HOURS),
  );
}

/** Events of the day outside of the usual hours. */
export function outside(day: SeenDay, usual: readonly number[]): number {
  return day.hours.reduce((sum, count, hour) => (usual.includes(hour) ? sum : sum + count), 0);
}
