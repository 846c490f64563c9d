import type { Identity } from '../../kubernetes/estate/cluster.ts';
import { all, HOLDS, type Outcome } from '../outcome.ts';
import { relationOf } from '../relation.ts';
import type { Rule, RuleInfo } from '../rule.ts';
import { type Holding, stepsOf } from './permission.ts';

export type Tell = (to: string, parts: readonly Holding[], besides?: Outcome) => void;

/** A rule that several permissions together are needed for; `find` tells what they lead to. */
export function identityRule(info: RuleInfo, find: (identity: Identity, tell: Tell) => void): Rule {
  return {
    ...info,
    subject: 'identity',
    derive(identity, _scene, emit) {
      if (identity.grants.length === 0) return;
      const told = new Set<string>();
      find(identity, (to, parts, besides = HOLDS) => {
        if (to === identity.id || told.has(to)) return;
        const steps = parts.flatMap((each) => stepsOf(each, identity.cluster.ref));
        const relation = relationOf(
          info.kind,
          info.id,
          identity,
          to,
          all([{ ...HOLDS, steps }, besides]),
          `${identity.name} has it by its name.`,
        );
        if (!relation) return;
        told.add(to);
        emit(relation);
      });
    },
  };
}
