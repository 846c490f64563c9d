import type { InventoryRow } from '../../schema/inventory.ts';
import type { Json } from '../../schema/json.ts';
import type { EntityRow } from '../../schema/snapshot/types.ts';
import { policyKey, type RoleFact, type UserFact } from '../aws/read/facts.ts';
import type { Estates } from '../estates.ts';
import type { Lookup } from './lookup.ts';

type Privileges = InventoryRow['privileges'];
const UNKNOWN: Privileges = { granted: null, used: null, wildcard: null };

/** What is granted to an identity and what of it it used. Groups' policies count as a user's own. */
export function privilegesOf(entity: EntityRow, estates: Estates, lookup: Lookup): Privileges {
  const principal = lookup.users.get(entity.id) ?? lookup.roles.get(entity.id);
  if (principal) return ofPrincipal(principal, estates);
  const account = lookup.serviceAccounts.get(entity.id);
  if (!account) return UNKNOWN;
  const { fact, cluster } = account;
  const bindings = cluster.bindings.filter(({ subjects }) =>
    subjects.some(
      ({ kind, name, namespace }) =>
        kind === 'ServiceAccount' && name === fact.name && namespace === fact.namespace,
    ),
  );
  const roles = bindings.map((binding) =>
    cluster.roles.find(
      ({ kind, name, namespace }) =>
        kind === binding.role.kind &&
        name === binding.role.name &&
        (kind === 'ClusterRole' || namespace === binding.namespace),
    ),
  );
  const wildcard = roles.some((role) =>
    role?.rules.some(
      ({ verbs, resources, apiGroups }) =>
        verbs.includes('*') && resources.includes('*') && apiGroups.includes('*'),
    ),
  );
  return { granted: null, used: null, wildcard: wildcard || (roles.includes(undefined) ? null : false) };
}

function ofPrincipal(principal: UserFact | RoleFact, { aws }: Estates): Privileges {
  const { facts } = aws;
  const accessed = facts.lastAccessed.get(principal.arn) ?? facts.lastAccessed.get(principal.id);
  const groups =
    principal.kind === 'user'
      ? facts.groups.filter(
          ({ account, name }) =>
            account === principal.account && principal.groups.some((membership) => membership.name === name),
        )
      : [];
  let missing = false;
  const documents: Json[] = [];
  for (const { inline, attached, source } of [principal, ...groups]) {
    for (const { document } of inline) documents.push(document);
    for (const { arn } of attached) {
      const version = facts.policies.get(policyKey(source, arn))?.versions.find(({ isDefault }) => isDefault);
      if (version) documents.push(version.document);
      else missing = true;
    }
  }
  const wildcard = documents.some(allowsEverythingOfAService);
  return {
    granted: accessed?.services.length ?? null,
    used: accessed?.services.filter(({ at }) => at !== null).length ?? null,
    wildcard: wildcard || (missing ? null : false),
  };
}

/** A statement that allows `*` or `service:*` on `*`, whatever its conditions. */
function allowsEverythingOfAService(document: Json): boolean {
  const { Statement } = (document ?? {}) as { Statement?: unknown };
  return listOf(Statement).some((statement) => {
    const { Effect, Action, Resource } = (statement ?? {}) as Record<string, unknown>;
    return (
      Effect === 'Allow' &&
      listOf(Action).some((action) => typeof action === 'string' && /^(?:\*|[a-z0-9-]+:\*)$/i.test(action)) &&
      listOf(Resource).includes('*')
    );
  });
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}
