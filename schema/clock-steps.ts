/**
 * Numbers of the times (ISO 8601 UTC, in the order in which they were written down) that are before the one written down just
 * before them: there the clock of the machine had been set back. What was written down is in its order all the same.
 */
export function clockStepsBack(times: readonly string[]): number[] {
  return times.flatMap((time, number) => {
    const before = times[number - 1];
    return before !== undefined && Date.parse(time) < Date.parse(before) ? [number] : [];
  });
}
