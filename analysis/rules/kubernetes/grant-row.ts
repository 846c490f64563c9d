import type { RelationKind } from '../../../schema/kinds/relation-kinds.ts';
import type { Cluster } from '../../kubernetes/estate/cluster.ts';
import { all, HOLDS, type Outcome } from '../outcome.ts';
import { relationOf } from '../relation.ts';
import type { Rule, RuleInfo } from '../rule.ts';
import { type Holding, holdings, type Permission, stepsOf } from './permission.ts';
import { isCovered } from './power.ts';

/** A technique that one permission is enough for. */
export interface GrantRow extends Omit<RuleInfo, 'kind'> {
  readonly kind: RelationKind;
  readonly needs: (cluster: Cluster) => Permission;
  /** What the permission leads to. */
  readonly targets: (cluster: Cluster, holding: Holding) => readonly string[];
  /** What is left to hold besides the permission. */
  readonly besides?: (cluster: Cluster, holding: Holding) => Outcome;
}

/** The rule of a row: what an identity's own bindings give it. What its groups have, they have. */
export function grantRule(row: GrantRow): Rule {
  return {
    id: row.id,
    title: row.title,
    kind: row.kind,
    techniques: row.techniques,
    enables: row.enables,
    fix: row.fix,
    references: row.references,
    subject: 'identity',
    derive(identity, _scene, emit) {
      const { cluster } = identity;
      const seen = new Set<string>();
      for (const holding of holdings(identity, row.needs(cluster))) {
        if (isCovered(identity, holding.namespace)) continue;
        const outcome = all([
          { ...HOLDS, steps: stepsOf(holding, cluster.ref) },
          row.besides?.(cluster, holding) ?? HOLDS,
        ]);
        for (const to of row.targets(cluster, holding)) {
          if (to === identity.id || seen.has(to)) continue;
          const relation = relationOf(row.kind, row.id, identity, to, outcome, '');
          if (!relation) continue;
          seen.add(to);
          emit(relation);
        }
      }
    },
  };
}
