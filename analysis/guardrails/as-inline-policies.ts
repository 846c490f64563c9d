import type { JsonObject } from '../../schema/json.ts';
import type { Change } from '../../schema/scenario.ts';
import type { Principal } from '../aws/estate/estate.ts';

/**
 * A policy that only denies, on principals one by one: a service control policy or a permissions boundary does no more by
 * its denials. Service-linked roles, which no such policy binds, are left out.
 */
export function asInlinePolicies(
  name: string,
  document: JsonObject,
  principals: readonly Principal[],
): readonly Change[] {
  return principals
    .filter((principal) => !('unmodifiable' in principal && principal.unmodifiable === true))
    .map((principal) => ({
      change: 'put-inline-policy',
      principal: principal.id,
      name: `trustpath-${name}`,
      document,
    }));
}
