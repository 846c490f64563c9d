import type { Json } from '../../schema/json.ts';
import type { Estate } from '../aws/estate/estate.ts';

const POLICY_WORDS = { known: 'all collected', partial: 'collected in part', unknown: 'not collected' };

/** Where an account is in its organization, and whether what the organization's policies deny there is known. */
export function placeInOrganization({ guardrails, facts }: Estate, account: string): Record<string, Json> {
  const { place, state, scp, rcp } = guardrails.of(account);
  if (place === null) return { organization: 'none' };
  if (place === undefined || 'not' in place) return {};
  const organization = facts.organizations.organizations.find((each) => each.id === place.id);
  const attached = [...scp.levels, ...rcp.levels].flatMap((level) =>
    level.policies.flatMap((policy) => (policy.ref === null ? [] : `${policy.name} (${level.name})`)),
  );
  return {
    accountName: organization?.accounts.get(account)?.name ?? null,
    organization: place.id,
    organizationPath: place.path,
    managementAccount: place.management,
    organizationPolicies:
      account === place.management ? 'do not limit the management account' : POLICY_WORDS[state],
    ...(attached.length > 0 ? { limitedBy: attached } : {}),
  };
}
