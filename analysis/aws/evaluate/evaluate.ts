import { collectDenies } from './collect-denies.ts';
import type { CompiledPolicy } from './compiled.ts';
import {
  explainAllow,
  explainConditional,
  explainExplicitDeny,
  explainFree,
  explainImplicitDeny,
  explainUnknown,
} from './explain.ts';
import { allOf, and, type Formula, not, or } from './formula.ts';
import { needsNoPermission } from './policy-scope.ts';
import { readRequest } from './read-request.ts';
import { resolveFormula } from './resolve-formula.ts';
import type { AwsRequest, Decision, PolicySet } from './types.ts';
import { weighGrants } from './weigh-grants.ts';

export { compilePolicy, compilePolicyLenient, type PolicyProblem } from './compile-policy.ts';
export type { CompiledPolicy } from './compiled.ts';

/**
 * Decides one request (IAM User Guide, "Policy evaluation logic": policy evaluation for requests within a single account,
 * and cross-account policy evaluation logic).
 *
 * Every list of the policy set is complete as given; what is absent does not apply. For `sts:` actions on a role,
 * `resource` is the role's trust policy, without which they are denied; so are actions on a KMS key without its policy.
 * Service control policies that are given apply, save to service-linked roles and outsiders: pass none for an
 * organization's management account.
 *
 * @throws TrustpathError `input-refused` when the principal is none.
 */
export function evaluate(request: AwsRequest, policies: PolicySet<CompiledPolicy>): Decision {
  const facts = readRequest(request);
  if (needsNoPermission(facts)) return explainFree(facts);
  const denies = collectDenies(facts, policies);
  const certain = denies.find((hit) => hit.when === true);
  if (certain !== undefined) return explainExplicitDeny(facts, certain);
  const weighed = weighGrants(facts, policies);
  let granted: Formula = false;
  for (const path of weighed.paths) granted = or(granted, path.when);
  for (const guard of weighed.guards) granted = and(granted, guard.when);
  if (granted === true && denies.length === 0) return explainAllow(facts, weighed);
  const total = allOf([granted, ...denies.map((hit) => not(hit.when))]);
  const outcome = resolveFormula(total);
  if (outcome.kind === 'unknown') return explainUnknown(facts, weighed, denies, outcome.problems);
  if (outcome.kind === 'open') return explainConditional(facts, weighed, denies, outcome.conditions);
  return outcome.value ? explainAllow(facts, weighed) : explainImplicitDeny(facts, weighed, denies, granted);
}
