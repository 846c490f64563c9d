import { ENTITY_KINDS } from '../../schema/kinds/entity-kinds.ts';
import type { ProposalRule } from './proposal.ts';

/** A principal belongs where all of the data and principals belong that it may certainly act on, if that is one place. */
export const environmentByAccess: ProposalRule = {
  id: 'environment-by-access',
  propose(entity, scene) {
    const { colour } = ENTITY_KINDS[entity.kind];
    if (colour !== 'principal' && colour !== 'workload') return null;
    if (scene.environmentOf(entity) !== null) return null;
    const reached = scene.allowed(entity).flatMap(({ to }) => {
      const environment = scene.environmentOf(to);
      return environment === null ? [] : [{ environment, name: to.name }];
    });
    const [first] = reached;
    if (!first || reached.some(({ environment }) => environment !== first.environment)) return null;
    const others = reached.length - 1;
    return {
      mark: 'environment',
      value: first.environment,
      reason: `All that it may act on and whose environment is known is in ${first.environment}: ${first.name}${
        others === 0 ? '' : ` and ${others} more`
      }.`,
    };
  },
};
