import type { InventoryRow } from '../../schema/inventory.ts';
import type { Json } from '../../schema/json.ts';
import type { Lookup } from '../inventory/lookup.ts';

/** Who issues the tokens or assertions that lead into a role, or that a workflow or service account presents. */
export function issuersOf({ id, kind }: InventoryRow, lookup: Lookup): readonly string[] {
  if (kind === 'github-workflow') return ['GitHub Actions'];
  const account = lookup.serviceAccounts.get(id);
  if (account) return [`cluster ${account.cluster.name}`];
  return [...new Set(federatedIn(lookup.roles.get(id)?.trust?.document ?? null).map(issuerName))].sort();
}

/** Every `Federated` principal of a trust policy. */
function federatedIn(document: Json): string[] {
  if (Array.isArray(document)) return document.flatMap(federatedIn);
  if (document === null || typeof document !== 'object') return [];
  return Object.entries(document).flatMap(([key, value]) =>
    key === 'Federated'
      ? [value].flat().filter((each) => typeof each === 'string')
      : federatedIn(value as Json),
  );
}

/** The host of an OIDC provider's ARN, `saml-provider/NAME` of a SAML provider's; any other principal as it stands. */
function issuerName(principal: string): string {
  const [, type, name] = /^arn:[^:]*:iam::[^:]*:(oidc-provider|saml-provider)\/(.+)$/.exec(principal) ?? [];
  if (type === undefined || name === undefined) return principal;
  return type === 'oidc-provider' ? name : `${type}/${name}`;
}
