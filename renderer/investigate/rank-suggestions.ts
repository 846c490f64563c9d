import type { EntityRecord } from '../../schema/contract.ts';
import { kindOf } from '../entity/kind.ts';

/** What a person most likely means comes first: who can act, then what can be reached, then what only describes. */
const RANK: Readonly<Record<string, number>> = {
  credential: 0,
  principal: 0,
  workload: 0,
  resource: 1,
  boundary: 1,
  issuer: 1,
};

/** Orders what a search found: names that are the text, or begin with it, before those that hold it; in each by kind. */
export function rankSuggestions(found: readonly EntityRecord[], match: string): readonly EntityRecord[] {
  const text = match.trim().toLowerCase();
  const cost = (entity: EntityRecord) => {
    const name = entity.name.toLowerCase();
    const fit = name === text ? 0 : name.startsWith(text) ? 1 : 2;
    return (RANK[kindOf(entity.kind).colour] ?? 2) + 3 * fit + (entity.collected ? 0 : 0.5);
  };
  return [...found].sort((a, b) => cost(a) - cost(b) || a.index - b.index);
}
