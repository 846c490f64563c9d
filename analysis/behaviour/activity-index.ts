import type { ActivityFacts, AssumptionFact, UseFact } from '../observed/activity-facts.ts';
import type { Actor } from '../observed/activity-of.ts';

/** What logs tell of each actor, found without looking through all that they tell. */
export interface ActivityIndex {
  usesOf(actor: Actor): readonly UseFact[];
  /** Who asked for sessions or tokens of the principal, or acted as it. */
  askedFor(principal: string): readonly AssumptionFact[];
  /** Everybody who did something, in the order in which the logs are stored. */
  readonly principals: readonly string[];
}

const known = new WeakMap<ActivityFacts, ActivityIndex>();

export function activityIndex(facts: ActivityFacts): ActivityIndex {
  let index = known.get(facts);
  if (!index) {
    const byPrincipal = Map.groupBy(facts.uses, ({ principal }) => principal);
    const byKey = Map.groupBy(facts.uses, ({ key }) => key);
    const byRole = Map.groupBy(facts.assumptions, ({ role }) => role);
    index = {
      usesOf: (actor) => ('key' in actor ? byKey.get(actor.key) : byPrincipal.get(actor.principal)) ?? [],
      askedFor: (principal) => byRole.get(principal) ?? [],
      principals: [...byPrincipal.keys()],
    };
    known.set(facts, index);
  }
  return index;
}
