import type { Principal } from '../../aws/estate/estate.ts';
import type { HeldPolicy } from '../../aws/estate/permissions.ts';
import type { ManagedPolicyFact } from '../../aws/read/facts.ts';
import { HOLDS, type Outcome } from '../outcome.ts';
import type { Tools } from './row.ts';

/** "Up to five versions" of a managed policy: IAM User Guide, "Versioning IAM policies". */
const MOST_VERSIONS = 5;

/** The customer managed policies among those that apply to a principal. AWS's own cannot be changed. */
export function* customerPolicies(
  tools: Tools,
  principal: Principal = tools.principal,
): Generator<{ held: HeldPolicy; policy: ManagedPolicyFact }> {
  const account = tools.scene.aws.accounts.get(principal.account);
  for (const held of principal.set.identity) {
    const policy = held.arn === null ? undefined : account?.policies.get(held.arn);
    if (policy) yield { held, policy };
  }
}

/** A sixth version is refused, unless an old one may be deleted first. */
export function roomForVersion(tools: Tools, policy: ManagedPolicyFact): Outcome {
  if (policy.versions.length < MOST_VERSIONS) return HOLDS;
  return tools.ask('iam:DeletePolicyVersion', policy.arn);
}
