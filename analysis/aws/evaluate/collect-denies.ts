import { statementsFor } from './compile-policy.ts';
import type { CompiledPolicy } from './compiled.ts';
import { and } from './formula.ts';
import type { Hit } from './hit.ts';
import { anyway, nameCaller } from './match-principal.ts';
import { rcpApplies, resourceType, scpApplies } from './policy-scope.ts';
import type { RequestFacts } from './request-facts.ts';
import { statementApplies } from './statement-applies.ts';
import type { PolicySet, PolicyType } from './types.ts';

const NO_POLICIES: readonly CompiledPolicy[] = [];

/** Every statement that denies the request, or may; whoever it stands with, one that does is enough. */
export function collectDenies(facts: RequestFacts, policies: PolicySet<CompiledPolicy>): readonly Hit[] {
  const hits: Hit[] = [];
  const hasBoundary = policies.boundary !== undefined;
  const look = (policy: CompiledPolicy, type: PolicyType) => {
    for (const statement of statementsFor(policy, facts.action).deny) {
      const { principal } = statement;
      const covered = principal === null ? true : anyway(nameCaller(principal, facts, 'Deny', hasBoundary));
      if (covered === false) continue;
      const when = and(covered, statementApplies(statement, facts));
      if (when !== false) hits.push({ statement, type, when });
    }
  };
  for (const policy of policies.identity ?? NO_POLICIES) look(policy, 'identity');
  if (policies.boundary !== undefined) look(policies.boundary, 'boundary');
  for (const policy of policies.session ?? NO_POLICIES) look(policy, 'session');
  if (policies.resource !== undefined) look(policies.resource, resourceType(facts));
  if (policies.scp !== undefined && scpApplies(facts))
    for (const level of policies.scp) for (const policy of level) look(policy, 'scp');
  if (policies.rcp !== undefined && rcpApplies(facts))
    for (const level of policies.rcp) for (const policy of level) look(policy, 'rcp');
  for (const policy of policies.endpoint ?? NO_POLICIES) look(policy, 'endpoint');
  return hits;
}
