import type { SeenFact } from '../../observed/activity-facts.ts';

/** `3 times from 2026-11-01 10:00 to 2026-11-20 11:30 UTC, from 198.51.100.7`, for sentences. */
export function seenWords({ count, errors, first, last }: SeenFact, from: readonly string[]): string {
  const good = count - errors;
  const times = good === 1 ? 'once' : `${good} times`;
  const when = first === last ? `on ${minute(first)} UTC` : `from ${minute(first)} to ${minute(last)} UTC`;
  const vain = errors > 0 ? `, and ${errors} times in vain` : '';
  const where =
    from.length > 0 ? `, from ${from.slice(0, 3).join(', ')}${from.length > 3 ? ' and others' : ''}` : '';
  return `${times} ${when}${vain}${where}`;
}

/** `2026-11-01 10:00`, of an ISO 8601 time. */
export function minute(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}
