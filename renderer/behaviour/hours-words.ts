/** `7 to 18 UTC`, `0 to 3, 22 to 24 UTC`: spans of hours, to the end of the last. */
export function hoursWords(hours: readonly number[]): string {
  if (hours.length === 0) return 'none';
  if (hours.length === 24) return 'all';
  const spans: [number, number][] = [];
  for (const hour of hours) {
    const last = spans.at(-1);
    if (last && last[1] === hour) last[1] = hour + 1;
    else spans.push([hour, hour + 1]);
  }
  return `${spans.map(([from, to]) => `${from} to ${to}`).join(', ')} UTC`;
}
