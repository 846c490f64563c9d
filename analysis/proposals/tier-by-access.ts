import { ENTITY_KINDS } from '../../schema/kinds/entity-kinds.ts';
import type { RelationKind } from '../../schema/kinds/relation-kinds.ts';
import { RELATION_KINDS } from '../../schema/kinds/relation-kinds.ts';
import type { ProposalRule } from './proposal.ts';

/** Relations after which the one is as much as the other. Reading a crown jewel does not make its reader one. */
const TAKES: ReadonlySet<RelationKind> = new Set([
  'administers-account',
  'can-escalate-to',
  'can-become',
  'can-take-over',
  'can-administer',
]);

/** Who certainly has a crown jewel in one step is as much worth to an attacker as the crown jewel. */
export const tierByAccess: ProposalRule = {
  id: 'tier-by-access',
  propose(entity, scene) {
    const { colour } = ENTITY_KINDS[entity.kind];
    if ((colour !== 'principal' && colour !== 'workload') || scene.tierOf(entity) === 0) return null;
    const taken = scene.allowed(entity).filter(({ kind, to }) => TAKES.has(kind) && scene.tierOf(to) === 0);
    const [first] = taken;
    if (!first) return null;
    const others = taken.length - 1;
    return {
      mark: 'tier',
      value: 0,
      reason: `It ${RELATION_KINDS[first.kind].label} ${first.to.name}${
        others === 0 ? '' : ` and ${others} more`
      }, a crown jewel.`,
    };
  },
};
