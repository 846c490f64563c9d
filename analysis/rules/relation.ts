import type { RelationKind } from '../../schema/kinds/relation-kinds.ts';
import type { EvidenceRef, Relation } from '../../schema/records.ts';
import { type Outcome, step } from './outcome.ts';

/** A relation from an outcome, or null where it is a denial. Without a step of its own, it points at the subject. */
export function relationOf(
  kind: RelationKind,
  rule: string,
  from: { readonly id: string; readonly ref: EvidenceRef },
  to: string,
  outcome: Outcome,
  says: string,
): Relation | null {
  if (outcome.verdict === 'deny') return null;
  return {
    from: from.id,
    to,
    kind,
    rule,
    verdict: outcome.verdict,
    conditions: outcome.conditions,
    proof: outcome.steps.length > 0 ? outcome.steps : [step(from.ref, says)],
  };
}
