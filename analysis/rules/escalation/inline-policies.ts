import { type HeldPolicy, type PowerSet, without, withPolicy } from '../../aws/estate/permissions.ts';
import type { GroupFact, RoleFact, UserFact } from '../../aws/read/facts.ts';

/** What can have inline policies. */
export type InlineHolder = UserFact | RoleFact | GroupFact;

/** The holder's inline policies among those of a set. */
export function inlineOf(set: PowerSet, holder: InlineHolder): readonly HeldPolicy[] {
  const places = new Set(holder.inline.map(({ ref }) => `${ref.observation} ${ref.pointer}`));
  return set.identity.filter(
    ({ arn, ref }) => arn === null && ref !== null && places.has(`${ref.observation} ${ref.pointer}`),
  );
}

/**
 * The set after the holder's inline policies were put again under their names, with other rights: "If the policy already
 * exists … it is replaced" holds for PutUserPolicy, PutRolePolicy and PutGroupPolicy. Null where there are none.
 */
export function overwriting(set: PowerSet, holder: InlineHolder, by: HeldPolicy): PowerSet | null {
  const old = inlineOf(set, holder);
  if (old.length === 0) return null;
  return withPolicy(without(set, old, `inline of ${holder.arn}`), by, 'overwritten');
}
