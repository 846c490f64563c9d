import type { ProofStep, Relation } from '../../../schema/records.ts';
import type { Identity } from '../../kubernetes/estate/cluster.ts';
import type { Grant } from '../../kubernetes/evaluate/policy.ts';
import { KUBERNETES_RULES } from '../../rules/kubernetes/rules.ts';
import type { Scene } from '../../rules/rule.ts';

/** What every cluster is created with is no finding: the roles that the API server keeps, bound by bindings of its own. */
export function isBuiltIn({ binding, role }: Grant): boolean {
  return (
    role.labels['kubernetes.io/bootstrapping'] === 'rbac-defaults' &&
    (binding.name.startsWith('system:') || binding.name === 'cluster-admin')
  );
}

/** The identity with what somebody bound to it; null where nobody did. */
export function asBound(identity: Identity): Identity | null {
  const grants = identity.grants.filter((grant) => !isBuiltIn(grant));
  return grants.length === 0 ? null : { ...identity, grants };
}

const MEMBERSHIP: ReadonlySet<string> = new Set(['k8s-in-group']);
const known = new WeakMap<Identity, readonly Relation[]>();

/** Everything that its bindings let the identity do to others. What is bound to its groups is told of the groups. */
export function ownPower(identity: Identity, scene: Scene): readonly Relation[] {
  let found = known.get(identity);
  if (!found) {
    const bound = asBound(identity);
    const relations: Relation[] = [];
    if (bound)
      for (const rule of KUBERNETES_RULES)
        if (rule.subject === 'identity' && !MEMBERSHIP.has(rule.id))
          rule.derive(bound, scene, (relation) => relations.push(relation));
    found = relations;
    known.set(identity, found);
  }
  return found;
}

const ADMINISTERS: ReadonlySet<Relation['kind']> = new Set(['administers-cluster', 'can-escalate-to']);

/** The relations by which it is, or makes itself, an administrator of the cluster. */
export function toCluster(relations: readonly Relation[], cluster: string): readonly Relation[] {
  return relations.filter(({ kind, to }) => ADMINISTERS.has(kind) && to === cluster);
}

/** `payments/api` of a service account, else the name. */
export function nameOf({ kind, namespace, name }: Identity): string {
  return kind === 'ServiceAccount' ? `${namespace}/${name}` : name;
}

/** The steps of relations, each once: techniques share bindings and rules. */
export function proofOf(relations: readonly Relation[]): readonly ProofStep[] {
  const steps = relations.flatMap(({ proof }) => proof);
  return [
    ...new Map(steps.map((each) => [`${each.observation} ${each.pointer} ${each.says}`, each])).values(),
  ];
}
