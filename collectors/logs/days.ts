import type { JsonObject } from '../../schema/json.ts';

/** Events by day and hour of day (UTC): rows of 24 counts in one array, since there are many. */
export interface Days {
  readonly rows: Map<number, number>;
  counts: Int32Array;
  others: number;
}

const HOURS = 24;
const SECONDS_PER_HOUR = 3_600;

export function days(): Days {
  return { rows: new Map(), counts: new Int32Array(HOURS), others: 0 };
}

/**
 * Counts an event in its hour. A day that is new where `mayGrow` is false is counted with the others.
 * @returns whether a day was added
 */
export function noteHour(into: Days, mayGrow: boolean, seconds: number): boolean {
  const hour = Math.floor(seconds / SECONDS_PER_HOUR);
  const day = Math.floor(hour / HOURS);
  let row = into.rows.get(day);
  const isNew = row === undefined;
  if (row === undefined) {
    if (!mayGrow) {
      into.others++;
      return false;
    }
    row = into.rows.size;
    into.rows.set(day, row);
    if ((row + 1) * HOURS > into.counts.length) {
      const grown = new Int32Array(into.counts.length * 2);
      grown.set(into.counts);
      into.counts = grown;
    }
  }
  const at = row * HOURS + (hour - day * HOURS);
  into.counts[at] = (into.counts[at] as number) + 1;
  return isNew;
}

/** Earliest first; events of days without a row of their own come last. */
export function daysJson({ rows, counts, others }: Days): JsonObject[] {
  const json = [...rows]
    .sort(([a], [b]) => a - b)
    .map(([day, row]): JsonObject => {
      const hours = [...counts.subarray(row * HOURS, (row + 1) * HOURS)];
      return {
        Day: new Date(day * HOURS * SECONDS_PER_HOUR * 1_000).toISOString().slice(0, 10),
        Count: hours.reduce((sum, each) => sum + each, 0),
        Hours: hours,
      };
    });
  if (others > 0) json.push({ Day: null, Count: others });
  return json;
}
