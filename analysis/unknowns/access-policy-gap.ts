import type { Unknown } from '../../schema/records.ts';
import type { Estate } from '../aws/estate/estate.ts';
import { isKnownAccessPolicy } from '../rules/kubernetes/cloud/access-policies.ts';

/**
 * EKS keeps what its access policies give in its own documentation, and adds to them: what one gives that this version does
 * not know is a gap, said once an account with the entries that have it.
 */
export function accessPolicyGap(estate: Estate, account: string, source: string): Unknown | null {
  const strange = estate.facts.eksClusters
    .filter((cluster) => cluster.account === account)
    .flatMap((cluster) =>
      cluster.accessEntries.flatMap((entry) =>
        entry.policies
          .filter((policy) => !isKnownAccessPolicy(policy))
          .map((policy) => `${policy.arn} of ${entry.principalArn} in ${cluster.name}`),
      ),
    );
  if (strange.length === 0) return null;
  const shown =
    strange.slice(0, 3).join('; ') + (strange.length > 3 ? `; and ${strange.length - 3} more` : '');
  return {
    source,
    operation: 'eks:ListAssociatedAccessPolicies',
    reason: `What these access policies give is not known to this version: ${shown}.`,
    kinds: ['has-permissions', 'administers-cluster', 'can-read'],
  };
}
