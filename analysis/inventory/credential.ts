import type { InventoryRow } from '../../schema/inventory.ts';
import type { Json } from '../../schema/json.ts';
import type { EntityRow } from '../../schema/snapshot/types.ts';
import type { Estates } from '../estates.ts';
import { ROLE_ANNOTATION } from '../rules/kubernetes/cloud/irsa.ts';
import type { Lookup } from './lookup.ts';

type Credential = InventoryRow['credential'];

/** How an identity proves who it is. Null where that depends on what was not collected. */
export function credentialOf(entity: EntityRow, estates: Estates, lookup: Lookup): Credential {
  switch (entity.kind) {
    case 'aws-access-key':
    case 'aws-login-profile':
    case 'k8s-secret':
    case 'github-deploy-key':
    case 'github-app':
    case 'github-token-grant':
      return 'static';
    case 'aws-user':
      return ofUser(entity, estates, lookup);
    case 'aws-role':
      return federates(lookup.roles.get(entity.id)?.trust?.document) ? 'federated' : 'short-lived';
    case 'k8s-service-account':
      return ofServiceAccount(entity, lookup);
    case 'github-workflow':
      return entity.attributes.mintsTokens === true ? 'federated' : 'short-lived';
    case 'github-runner':
    case 'github-runner-group':
      return entity.attributes.ephemeral === true ? 'short-lived' : null;
    case 'k8s-controller':
      return 'short-lived';
    default:
      // AWS workloads get the session of their role.
      return typeof entity.attributes.role === 'string' ? 'short-lived' : 'none';
  }
}

function ofUser(entity: EntityRow, { aws }: Estates, lookup: Lookup): Credential {
  const user = lookup.users.get(entity.id);
  const known = user && aws.facts.credentials.get(user.arn);
  if (!user) return null;
  if (lookup.keysOf(user).length > 0 || known?.loginProfile.state === 'exists' || (known?.keys.min ?? 0) > 0)
    return 'static';
  return known?.keys.max === 0 && known.loginProfile.state === 'absent' ? 'none' : null;
}

function ofServiceAccount(entity: EntityRow, { serviceAccounts }: Lookup): Credential {
  const found = serviceAccounts.get(entity.id);
  if (!found) return null;
  const { fact, cluster } = found;
  const hasToken = cluster.secrets.some(
    ({ namespace, serviceAccount }) => namespace === fact.namespace && serviceAccount === fact.name,
  );
  if (hasToken) return 'static';
  return fact.annotations[ROLE_ANNOTATION] === undefined ? 'short-lived' : 'federated';
}

/** Whether a trust policy lets tokens or assertions of an issuer in. */
function federates(trust: Json | undefined): boolean {
  return /"Federated":/.test(JSON.stringify(trust ?? null));
}
