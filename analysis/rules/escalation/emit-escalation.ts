import type { Principal } from '../../aws/estate/estate.ts';
import type { Outcome } from '../outcome.ts';
import { relationOf } from '../relation.ts';
import type { Emit } from '../rule.ts';

/** Says that a principal comes to administer its account by a row of a table; not where there is no outcome, or a denial. */
export function emitEscalation(
  row: { readonly id: string; readonly title: string },
  principal: Principal,
  account: { readonly arn: string },
  outcome: Outcome | null,
  emit: Emit,
): void {
  const says = `${principal.name}: ${row.title}.`;
  const relation = outcome && relationOf('can-escalate-to', row.id, principal, account.arn, outcome, says);
  if (relation) emit(relation);
}
