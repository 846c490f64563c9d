import { isJsonObject, type Json, type JsonObject } from '../../../schema/json.ts';
import type { Coverage } from '../../../schema/records.ts';
import { KUBERNETES_RESOURCES } from '../../kubernetes/registry.ts';
import { operationOf } from '../../kubernetes/resource.ts';
import { readJson } from '../read-json.ts';
import { refused } from '../refused.ts';
import type { ReadClaimFile } from './form.ts';
import { only } from './kept.ts';

/** What a collection tells something of; the rest of a cluster it leaves out altogether. */
const TOLD = new Set([
  'roles',
  'clusterroles',
  'rolebindings',
  'clusterrolebindings',
  'serviceaccounts',
  'nodes',
]);

/**
 * Files of rbac-police (github.com/PaloAltoNetworks/rbac-police): what `collect` writes are roles with their rules and who
 * has them, which the rules here derive from; what `eval` writes are that program's verdicts, which are claims.
 */
export const readRbacPolice: ReadClaimFile = async ({ path, name, signal }) => {
  const { value } = await readJson(path, { name, signal });
  if (!isJsonObject(value)) throw refused(name, 'is no object', { foreign: true });
  if (Array.isArray(value.policyResults)) {
    const bad = value.policyResults.findIndex(
      (each) => !isJsonObject(each) || typeof each.policy !== 'string',
    );
    if (bad >= 0) throw refused(name, `/policyResults/${bad}: a result without policy`);
    return {
      operation: 'read rbac-police evaluation',
      pages: [{ policyResults: value.policyResults.map((each) => resultOf(each as JsonObject)) }],
      items: () => lengthOf(value.policyResults),
      unused: () => [],
    };
  }
  const { serviceAccounts, nodes, roles } = value;
  if (!Array.isArray(serviceAccounts) || !Array.isArray(roles))
    throw refused(
      name,
      '/serviceAccounts and /roles, or /policyResults: missing; a file of rbac-police has the ones or the other',
      { foreign: true },
    );
  check(name, 'serviceAccounts', serviceAccounts, ['name', 'namespace']);
  check(name, 'roles', roles, ['name']);
  if (Array.isArray(nodes)) check(name, 'nodes', nodes, ['name']);
  const metadata = isJsonObject(value.metadata) ? value.metadata : {};
  return {
    operation: 'read rbac-police collection',
    sourceKind: 'kubernetes-files',
    pages: [
      {
        metadata: {
          cluster: metadata.cluster ?? '',
          platform: metadata.platform ?? '',
          version: typeof metadata.version === 'string' ? metadata.version : '',
        },
        serviceAccounts: serviceAccounts.map(holderOf),
        nodes: Array.isArray(nodes) ? nodes.map(holderOf) : [],
        roles: roles.map((role) => only(role, new Set(['name', 'namespace', 'rules']))),
      },
    ],
    items: () => serviceAccounts.length + lengthOf(nodes) + roles.length,
    unused: () => [],
    coverage,
  };
};

const HOLDER = new Set(['name', 'namespace', 'providerIAM', 'roles']);
const NAMED = new Set(['name', 'namespace', 'effectiveNamespace']);

/** A service account or a node, and which roles it holds. */
function holderOf(value: Json): JsonObject {
  const { roles, providerIAM, ...rest } = only(value, HOLDER);
  return {
    ...rest,
    ...(isJsonObject(providerIAM) && { providerIAM: only(providerIAM, new Set(['aws', 'gcp'])) }),
    ...(Array.isArray(roles) && { roles: roles.map(named) }),
  };
}

/** A name, or what has one. */
function named(value: Json): Json {
  return isJsonObject(value) ? only(value, NAMED) : typeof value === 'string' ? value : null;
}

/** A policy, and who violates it. */
function resultOf(result: JsonObject): JsonObject {
  const violations = isJsonObject(result.violations) ? result.violations : {};
  const list = (value: Json | undefined) => (Array.isArray(value) ? value.map(named) : []);
  return {
    ...only(result, new Set(['policy', 'severity', 'description'])),
    violations: {
      serviceAccounts: list(violations.serviceAccounts),
      nodes: list(violations.nodes),
      combined: (Array.isArray(violations.combined) ? violations.combined : []).map((each) =>
        isJsonObject(each)
          ? { node: named(each.node ?? null), serviceAccounts: list(each.serviceAccounts) }
          : null,
      ),
    },
  };
}

function check(name: string, member: string, list: readonly Json[], needed: readonly string[]): void {
  const bad = list.findIndex((each) => !isJsonObject(each) || needed.some((key) => !isName(each[key])));
  if (bad >= 0) throw refused(name, `/${member}/${bad}: without ${needed.join(' or ')}`);
}

function isName(value: Json | undefined): boolean {
  return typeof value === 'string' && value !== '' && value.length <= 1_000;
}

function lengthOf(value: Json | undefined): number {
  return Array.isArray(value) ? value.length : 0;
}

function coverage(source: string): readonly Coverage[] {
  return KUBERNETES_RESOURCES.map((resource) => ({
    source,
    operation: operationOf(resource),
    region: null,
    status: 'skipped',
    reason: TOLD.has(resource.resource)
      ? 'a collection of rbac-police holds what service accounts of pods, and nodes, are bound to'
      : 'not in a collection of rbac-police',
    items: 0,
    calls: 0,
    kinds: resource.hides,
  }));
}
