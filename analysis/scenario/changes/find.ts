import { TrustpathError } from '../../../schema/errors.ts';
import type { Principal } from '../../aws/estate/estate.ts';
import type { GroupFact } from '../../aws/read/facts.ts';
import type { Configuration } from './edits-of.ts';

export function notFound(what: string, id: string): TrustpathError {
  return new TrustpathError('entity-not-found', `The snapshot has no ${what} ${JSON.stringify(id)}.`, {
    details: { text: id },
  });
}

export function notChangeable(id: string, why: string): TrustpathError {
  return new TrustpathError('input-refused', `${id} cannot be changed in a scenario: ${why}.`);
}

/** A user, role or group with the member of its description that lists its inline policies. */
export function policyHolder(
  { estates }: Configuration,
  id: string,
): { readonly fact: Principal['fact'] | GroupFact; readonly inlineMember: string } {
  const principal = estates.aws.principals.get(id) ?? estates.aws.byArn.get(id);
  if (principal)
    return {
      fact: principal.fact,
      inlineMember: principal.kind === 'user' ? 'UserPolicyList' : 'RolePolicyList',
    };
  const group = estates.aws.facts.groups.find((each) => each.id === id);
  if (group) return { fact: group, inlineMember: 'GroupPolicyList' };
  throw notFound('user, role or group', id);
}
