import type { AwsFacts } from './facts.ts';

const known = new WeakMap<AwsFacts, Map<string, number>>();
const DAY = 24 * 60 * 60 * 1_000;

/**
 * The moment that facts are of, in milliseconds; null where nothing tells it: that which the answer itself tells, else
 * that of its source. A collection is of when it
 * ended. Files were imported later than they were made: they are of the latest time that they speak of, which is never
 * later than they are, so that what is called unused has been so for at least as long as is said.
 */
export function asOf(facts: AwsFacts, source: string, seenAt: string | null = null): number | null {
  if (seenAt !== null && !Number.isNaN(Date.parse(seenAt))) return Date.parse(seenAt);
  let times = known.get(facts);
  if (!times) {
    times = timesOf(facts);
    known.set(facts, times);
  }
  return times.get(source) ?? null;
}

/** Whole days from a time to the moment the source is of; null where one of the two is not known. */
export function daysBefore(time: string | null, moment: number | null): number | null {
  const at = time === null ? Number.NaN : Date.parse(time);
  return moment === null || Number.isNaN(at) ? null : Math.floor((moment - at) / DAY);
}

function timesOf(facts: AwsFacts): Map<string, number> {
  const times = new Map<string, number>();
  for (const { id, kind, startedAt, endedAt } of facts.sources)
    if (kind === 'aws') times.set(id, Date.parse(endedAt ?? startedAt));
  const files = new Set(facts.sources.filter(({ kind }) => kind !== 'aws').map(({ id }) => id));
  const note = (source: string, ...mentioned: readonly (string | null | undefined)[]) => {
    if (!files.has(source)) return;
    for (const time of mentioned) {
      const at = Date.parse(time ?? '');
      if (!Number.isNaN(at)) times.set(source, Math.max(at, times.get(source) ?? 0));
    }
  };
  for (const [source, time] of facts.reportedAt) note(source, time);
  for (const user of facts.users) note(user.source, user.createdAt, user.passwordLastUsed);
  for (const role of facts.roles) note(role.source, role.createdAt, role.lastUsed?.at);
  for (const key of facts.keys) note(key.source, key.createdAt, key.lastUsed?.at);
  for (const policy of facts.policies.values()) note(policy.source, policy.createdAt);
  return times;
}
