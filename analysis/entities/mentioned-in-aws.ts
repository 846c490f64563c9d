import type { EntityKind } from '../../schema/kinds/entity-kinds.ts';
import type { Entity } from '../../schema/records.ts';
import { accountRoot, isAccountId, parseArn, sessionParts } from '../aws/read/arn.ts';
import { flat } from './flat-attributes.ts';

/** The entity that a policy names in the terms of AWS, of which only the name is known; null for other ids. */
export function mentionedInAws(id: string): Entity | null {
  const arn = parseArn(id);
  const entity = (kind: EntityKind, name: string, tier: Entity['tier'] = null): Entity => ({
    id,
    kind,
    name,
    source: null,
    collected: false,
    tier,
    attributes: flat({ account: arn && isAccountId(arn.account) ? arn.account : null }),
    evidence: null,
  });
  if (!arn) {
    if (/\.amazonaws\.com(\.cn)?$/.test(id) && id !== 'cognito-identity.amazonaws.com')
      return entity('aws-service', id);
    if (/^A[KS]IA[A-Z0-9]{12,}$/.test(id)) return entity('aws-access-key', id);
    // An access control list of S3 names an account by a canonical id of 64 digits.
    const principal = /^(?:[A-Z]{4}[A-Z0-9]{12,}|[0-9a-f]{64})$/.test(id);
    return entity(principal ? 'aws-principal' : 'aws-oidc-provider', id);
  }
  const session = sessionParts(id);
  if (session) return entity('aws-role-session', `${session.role}/${session.session}`);
  // Another account is not a crown jewel of this estate: it was not collected.
  if (id === accountRoot(arn.account, arn.partition)) return entity('aws-account', arn.account);
  const [type] = arn.resource.split('/');
  const name = arn.resource.slice(arn.resource.lastIndexOf('/') + 1);
  if (type === 'oidc-provider')
    return entity('aws-oidc-provider', arn.resource.slice('oidc-provider/'.length));
  if (type === 'saml-provider') return entity('aws-saml-provider', name);
  return entity('aws-principal', name);
}
