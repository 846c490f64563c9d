import type { EvidenceRef } from '../../../schema/records.ts';
import type { Role } from '../../aws/estate/estate.ts';
import type { CompiledPolicy } from '../../aws/evaluate/compiled.ts';
import type { Issuer } from '../../oidc/issuers/issuer.ts';
import { issuerOf } from '../../oidc/issuers/registry.ts';
import { trustedPrincipals } from '../../rules/trust/trust-principals.ts';

/** A trust of a role in an OIDC issuer. */
export interface RoleTrust {
  readonly url: string;
  readonly host: string;
  readonly issuer: Issuer;
  readonly policy: CompiledPolicy;
  /** The statement that names the provider. */
  readonly ref: EvidenceRef;
}

export function webTrustsOf(role: Role): readonly RoleTrust[] {
  const { trust, fact } = role;
  if (trust === null || !fact.trust) return [];
  const found = new Map<string, RoleTrust>();
  for (const each of trustedPrincipals(fact.trust)) {
    const host = each.type === 'federated' ? each.provider.split(':oidc-provider/')[1] : undefined;
    if (host === undefined || found.has(host)) continue;
    const url = `https://${host}`;
    found.set(host, { url, host, issuer: issuerOf(url), policy: trust.compiled, ref: each.ref });
  }
  return [...found.values()];
}
