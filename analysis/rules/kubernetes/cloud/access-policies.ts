import type { EksAccessEntryFact, EksAccessPolicyFact, EksClusterFact } from '../../../aws/read/eks.ts';
import type { AwsFacts } from '../../../aws/read/facts.ts';
import { type GivenRule, READ, rule, urls } from '../../../kubernetes/bootstrap/given-role.ts';
import { GIVEN_ROLES } from '../../../kubernetes/bootstrap/roles.ts';
import { objectId } from '../../../kubernetes/ids.ts';
import type { BindingFact, ClusterFact, KubernetesFacts, RoleFact } from '../../../kubernetes/read/facts.ts';

/**
 * What EKS's access policies give, as cluster roles (Amazon EKS User Guide, "Review access policy permissions"). Those for
 * EKS's own nodes and controllers are not among them.
 */
const EQUIVALENTS: Readonly<Record<string, () => readonly GivenRule[]>> = {
  AmazonEKSClusterAdminPolicy: () => [rule('*', '*', '*'), urls('*', '*')],
  AmazonEKSAdminPolicy: () => rulesOf('admin'),
  AmazonEKSEditPolicy: () => rulesOf('edit'),
  AmazonEKSViewPolicy: () => rulesOf('view'),
  AmazonEKSAdminViewPolicy: () => [rule(READ, '*', '*')],
  AmazonEKSSecretReaderPolicy: () => [rule(READ, 'core', 'secrets')],
};

/** The rules of an aggregated role that every cluster has, with those of the roles that feed it. */
function rulesOf(name: string): readonly GivenRule[] {
  return GIVEN_ROLES.filter(({ feeds }) => feeds === name).flatMap((role) =>
    role.fedAs === undefined ? role.rules : rulesOf(role.fedAs),
  );
}

const policyName = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1);

/** Whether it is known here what a policy gives; of others a gap is told. */
export function isKnownAccessPolicy({ arn }: Pick<EksAccessPolicyFact, 'arn'>): boolean {
  return Object.hasOwn(EQUIVALENTS, policyName(arn));
}

export function isWholeClusterAdmin({ arn, scope }: EksAccessPolicyFact): boolean {
  return policyName(arn) === 'AmazonEKSClusterAdminPolicy' && scope === 'cluster';
}

/**
 * The clusters with what EKS's access policies grant in them: EKS authorizes beside RBAC and in the same way, so each
 * association is a binding of the entry's user to a role that nobody sees in the cluster.
 */
export function withAccessPolicies(kubernetes: KubernetesFacts, aws: AwsFacts): KubernetesFacts {
  const clusters = kubernetes.clusters.map((cluster) => {
    const eks = sideOfEks(cluster, aws.eksClusters);
    const grants = eks === null ? [] : eks.accessEntries.flatMap((entry) => grantsOf(cluster, eks, entry));
    if (grants.length === 0) return cluster;
    return {
      ...cluster,
      roles: [...cluster.roles, ...grants.map(({ role }) => role)],
      bindings: [...cluster.bindings, ...grants.flatMap(({ bindings }) => bindings)],
    };
  });
  return { ...kubernetes, clusters };
}

function sideOfEks(cluster: ClusterFact, all: readonly EksClusterFact[]): EksClusterFact | null {
  const named = all.filter(({ name }) => name === cluster.name);
  const found =
    cluster.issuer === null
      ? named.length === 1
        ? named[0]
        : undefined
      : all.find(({ issuer }) => issuer === cluster.issuer?.url);
  return found === undefined || found.authenticationMode === 'CONFIG_MAP' ? null : found;
}

function grantsOf(
  cluster: ClusterFact,
  eks: EksClusterFact,
  { username, principalArn, policies }: EksAccessEntryFact,
): { readonly role: RoleFact; readonly bindings: readonly BindingFact[] }[] {
  if (username === null) return [];
  return policies.flatMap((policy) => {
    const name = policyName(policy.arn);
    const rules = EQUIVALENTS[name]?.();
    if (rules === undefined) return [];
    const { ref, scope } = policy;
    const place = { source: eks.source, labels: {}, annotations: {}, bootstrap: null };
    const own = `eks:${name}:${principalArn}`;
    const role: RoleFact = {
      ...place,
      id: objectId(cluster.name, 'clusterrole', null, own),
      kind: 'ClusterRole',
      name: own,
      namespace: null,
      ref,
      aggregates: null,
      rules: rules.map((each, index) => ({
        index,
        verbs: each.verbs,
        apiGroups: each.groups,
        resources: each.resources,
        resourceNames: each.names,
        nonResourceURLs: each.urls,
        ref,
      })),
    };
    const bindings = (scope === 'cluster' ? [null] : namespacesIn(cluster, scope)).map(
      (namespace): BindingFact => ({
        source: eks.source,
        bootstrap: null,
        id: objectId(cluster.name, namespace === null ? 'clusterrolebinding' : 'rolebinding', namespace, own),
        kind: namespace === null ? 'ClusterRoleBinding' : 'RoleBinding',
        name: own,
        namespace,
        ref,
        role: { kind: 'ClusterRole', name: own, ref },
        subjects: [{ kind: 'User', name: username, namespace: null, ref }],
      }),
    );
    return [{ role, bindings }];
  });
}

/** Namespaces of an association may hold `*`. */
function namespacesIn(cluster: ClusterFact, patterns: readonly string[]): readonly string[] {
  const all = cluster.namespaces.map(({ name }) => name);
  return [
    ...new Set(
      patterns.flatMap((pattern) => {
        if (!pattern.includes('*')) return [pattern];
        const fits = new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);
        return all.filter((name) => fits.test(name));
      }),
    ),
  ];
}
