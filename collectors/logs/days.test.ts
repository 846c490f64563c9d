import fc from 'fast-check';
import { expect, it } from 'vitest';
import { days, daysJson, noteHour } from './days.ts';

const MOST = 4;
const seconds = fc
  .record({ day: fc.integer({ min: 0, max: 6 }), second: fc.integer({ min: 0, max: 86_399 }) })
  .map(({ day, second }) => Date.parse('2026-11-14T00:00:00Z') / 1_000 + day * 86_400 + second);

it('counts every event in its hour, or with the others once there are days enough', () => {
  fc.assert(
    fc.property(fc.array(seconds, { maxLength: 60 }), (times) => {
      const kept = days();
      for (const time of times) noteHour(kept, kept.rows.size < MOST, time);
      const known = [...new Set(times.map((time) => isoOf(time).slice(0, 10)))].slice(0, MOST);
      const expected = known.sort().map((day) => {
        const hours = Array.from(
          { length: 24 },
          (_, hour) =>
            times.filter((time) => isoOf(time).startsWith(`${day}T${String(hour).padStart(2, '0')}`)).length,
        );
        return {
          Day: day,
          Count: times.filter((time) => isoOf(time).startsWith(day)).length,
          Hours: hours,
        };
      });
      const rest = times.length - expected.reduce((sum, { Count }) => sum + Count, 0);
      expect(daysJson(kept)).toEqual([...expected, ...(rest > 0 ? [{ Day: null, Count: rest }] : [])]);
    }),
    { numRuns: 200 },
  );
});

function isoOf(time: number): string {
  return new Date(time * 1_000).toISOString();
}
