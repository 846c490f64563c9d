import type { ActivityFacts, SeenFact } from './activity-facts.ts';

/** That something was seen to happen: how often, first and last, and from where. */
export interface Observed {
  readonly first: string;
  readonly last: string;
  readonly count: number;
  readonly from: readonly string[];
}

/** What was seen between two entities, by their ids; null where nothing was. Attempts in vain are not counted. */
export type ObservedIndex = (from: string, to: string) => Observed | null;

const MOST_ADDRESSES = 5;

/**
 * What logs saw between two ends that a relation may have: a key used as its principal, a role assumed, a resource used.
 * Of the same in several logs the fuller one counts, since logs overlap.
 */
export function observedIndex({ uses, assumptions }: ActivityFacts): ObservedIndex {
  const found = new Map<string, Map<string, Observed>>();
  const add = (source: string, from: string, to: string, seen: SeenFact, addresses: readonly string[]) => {
    const count = seen.count - seen.errors;
    if (count <= 0) return;
    const key = `${from}\n${to}`;
    const bySource = found.get(key) ?? new Map<string, Observed>();
    found.set(key, bySource);
    const known = bySource.get(source);
    const { first, last } = seen;
    bySource.set(
      source,
      known
        ? joined(known, { first, last, count, from: addresses }, known.count + count)
        : { first, last, count, from: addresses },
    );
  };
  for (const use of uses) {
    if (use.key !== null) add(use.source, use.key, use.principal, use, use.from);
    for (const resource of use.resources) add(use.source, use.principal, resource.arn, resource, use.from);
  }
  for (const each of assumptions) add(each.source, each.principal, each.role, each, each.from);
  return (from, to) => {
    const bySource = found.get(`${from}\n${to}`);
    if (!bySource) return null;
    const [first, ...others] = bySource.values();
    return others.reduce<Observed | null>(
      (all, each) => (all ? joined(all, each, Math.max(all.count, each.count)) : each),
      first ?? null,
    );
  };
}

function joined(one: Observed, other: Observed, count: number): Observed {
  return {
    first: one.first < other.first ? one.first : other.first,
    last: one.last > other.last ? one.last : other.last,
    count,
    from: [...new Set([...one.from, ...other.from])].slice(0, MOST_ADDRESSES),
  };
}
