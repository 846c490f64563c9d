import type { Resource } from '../../aws/estate/estate.ts';
import type { PowerSet } from '../../aws/estate/permissions.ts';
import type { RequestContext } from '../../aws/evaluate/types.ts';
import type { NamedAsker } from '../judge.ts';

/** Who asks for access: a collected principal or a stand-in for one that is not. */
export interface AccessAsker extends NamedAsker {
  readonly account: string;
  readonly kind: 'user' | 'role' | 'outsider';
  readonly set: PowerSet;
}

/** What is in a region is asked for there ("AWS global condition context keys", aws:RequestedRegion). */
export function requestedIn({ fact: { region } }: Resource): RequestContext {
  return region === null ? {} : { 'aws:RequestedRegion': region };
}

/** The keys that a call to KMS itself carries ("AWS KMS condition keys"). */
export function directly(asker: AccessAsker): RequestContext {
  return {
    'kms:CallerAccount': asker.account,
    'kms:ViaService': [],
    // True only where a service makes the grant for the caller.
    'kms:GrantIsForAWSResource': 'false',
  };
}
