import { stringify } from 'yaml';
import { type AdmissionPolicy, policyObjects } from '../scenario/admission/policy-objects.ts';

/** Namespaces of the cluster's own, whose controllers know no annotations of a team. */
export const OWN_NAMESPACES = ['kube-system', 'kube-public', 'kube-node-lease'] as const;

/**
 * A policy with its binding as files. The binding warns and records first: whoever applies it changes that to Deny once the
 * warnings are gone.
 */
export function manifestsOf(policy: AdmissionPolicy): string {
  return policyObjects(policy, ['Warn', 'Audit'])
    .map((each) => stringify(each))
    .join('---\n');
}

export function isOwnNamespace(namespace: string | null): boolean {
  return OWN_NAMESPACES.some((each) => each === namespace);
}
