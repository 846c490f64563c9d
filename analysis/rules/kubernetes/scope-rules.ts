import type { EvidenceRef, Relation } from '../../../schema/records.ts';
import type { Cluster, Namespace, Scope } from '../../kubernetes/estate/cluster.ts';
import { SCOPES_OF_NAMESPACE } from '../../kubernetes/estate/cluster.ts';
import { scopeName } from '../../kubernetes/estate/scopes.ts';
import { MASTERS } from '../../kubernetes/evaluate/request.ts';
import { all, conditional, HOLDS, type Outcome, step } from '../outcome.ts';
import { relationOf } from '../relation.ts';
import type { Rule } from '../rule.ts';
import { privilegedPodIn } from './admission.ts';
import { nodesOf } from './any-node.ts';
import { nodeUserId } from './node-user.ts';
import { ACCOUNTS, ADMISSION, RBAC, SECRETS } from './pages.ts';
import { scopeOf } from './targets.ts';

interface Member {
  readonly id: string;
  readonly ref: EvidenceRef;
  readonly says: string;
  /** What must hold for it to be one. */
  readonly only?: Outcome;
}

const HAS_NOT_BEEN_SEEN = (name: string) =>
  conditional(`the service account ${name}, which was named and not collected, exists`);

/** The objects that a permission on all of them reaches. */
export const scopeIncludes: Rule = {
  id: 'k8s-scope',
  title: 'Part of all objects of a sort',
  kind: 'includes',
  techniques: ['T1613'],
  enables: 'A permission that names no object is one on each.',
  fix: 'Name the objects in the rule, or bind the role in the namespaces that need it.',
  references: [RBAC],
  subject: 'scope',
  derive(scope, _scene, emit) {
    const { cluster } = scope;
    const tell = (member: Member) => {
      const seen = { ...HOLDS, steps: [step(member.ref, member.says)] };
      const outcome = all([seen, member.only ?? HOLDS]);
      emit(
        relationOf(
          'includes',
          'k8s-scope',
          { id: scope.id, ref: member.ref },
          member.id,
          outcome,
          '',
        ) as Relation,
      );
    };
    if (scope.namespace === null && isOfNamespaces(scope)) partsOf(cluster, scope, tell);
    else for (const member of membersOf(cluster, scope)) tell(member);
  },
};

function isOfNamespaces({ of }: Scope): boolean {
  return SCOPES_OF_NAMESPACE.includes(of);
}

/** A cluster's scope includes those of its namespaces, of which each includes its objects: no pair is told twice. */
function partsOf(cluster: Cluster, { of }: Scope, tell: (member: Member) => void): void {
  for (const namespace of cluster.namespaces) {
    const { name, fact } = namespace;
    const empty =
      of !== 'workloads' && [...membersOf(cluster, { id: '', cluster, namespace: name, of })].length === 0;
    if (!empty)
      tell({
        id: scopeOf(cluster, name, of),
        ref: fact.ref,
        says: `A permission on ${scopeName(of, null)} of the cluster holds in namespace ${name}.`,
      });
  }
}

function* membersOf(cluster: Cluster, { namespace, of }: Scope): Generator<Member> {
  const where = namespace === null ? undefined : cluster.namespaceByName.get(namespace);
  switch (of) {
    case 'pods':
      for (const unit of where?.units ?? [])
        yield {
          ...unit,
          says: `${unit.kind === 'pod' ? 'Pod' : 'Controller'} ${unit.name} is in namespace ${namespace}.`,
        };
      break;
    case 'secrets':
      for (const secret of where?.secrets ?? [])
        yield { ...secret, says: `Secret ${secret.name} is in namespace ${namespace}.` };
      break;
    case 'serviceaccounts': {
      for (const account of where?.accounts ?? [])
        yield { ...account, says: `Service account ${account.name} is in namespace ${namespace}.` };
      // A listing that was answered in full is proof that there is no other.
      if (cluster.isComplete('list v1/serviceaccounts')) break;
      for (const each of where?.mentioned ?? [])
        yield {
          ...each,
          says: `Service account ${each.name} of namespace ${namespace} is named.`,
          only: HAS_NOT_BEEN_SEEN(`${namespace}/${each.name}`),
        };
      break;
    }
    case 'nodes':
      for (const node of cluster.nodes.values())
        yield { ...node, says: `Node ${node.name} is one of the cluster.` };
      break;
    case 'users':
      for (const { id, ref, name, kind } of cluster.identities)
        if (kind === 'User') yield { id, ref, says: `User ${name} is named in the cluster.` };
      for (const { name, ref } of cluster.nodes.values())
        yield {
          id: nodeUserId(cluster, name),
          ref,
          says: `The kubelet of ${name} is the user system:node:${name}.`,
        };
      break;
    case 'groups':
      // A certificate for it is refused, and impersonating it is told apart.
      for (const { id, ref, name, kind } of cluster.identities)
        if (kind === 'Group' && name !== MASTERS)
          yield { id, ref, says: `Group ${name} is named in the cluster.` };
      break;
    case 'workloads':
      break;
  }
}

const FIX = 'Enforce the level restricted in namespaces where people or pipelines start pods.';

/** The namespace in which somebody may start pods by a permission on all of its workloads. */
function placeOfNewPod({ cluster, namespace, of }: Scope): Namespace | undefined {
  return namespace === null || of !== 'workloads' ? undefined : cluster.namespaceByName.get(namespace);
}

/** A new pod comes to all objects of a sort in its namespace, by a rule. */
function toAllOf(
  sort: 'serviceaccounts' | 'secrets',
  says: string,
  { id: rule, kind }: Pick<Rule, 'id' | 'kind'>,
  { cluster, id }: Scope,
  { name, fact: { ref } }: Namespace,
): Relation {
  const outcome = { ...HOLDS, steps: [step(ref, `A pod in ${name} ${says}.`)] };
  return relationOf(kind, rule, { id, ref }, scopeOf(cluster, name, sort), outcome, '') as Relation;
}

export const newPodRunsAs: Rule = {
  id: 'k8s-new-pod-account',
  title: 'A new pod runs as whichever service account of its namespace',
  kind: 'can-run-as',
  techniques: ['T1610', 'T1528'],
  enables: 'Whoever writes a pod names its service account; nobody is asked whether it may be used.',
  fix: FIX,
  references: [ACCOUNTS],
  subject: 'scope',
  derive(scope, _scene, emit) {
    const where = placeOfNewPod(scope);
    if (where)
      emit(toAllOf('serviceaccounts', 'may name any service account of it', newPodRunsAs, scope, where));
  },
};

export const newPodMounts: Rule = {
  id: 'k8s-new-pod-secret',
  title: 'A new pod mounts any secret of its namespace',
  kind: 'can-read',
  techniques: ['T1610', 'T1552.007'],
  enables: 'Whoever writes a pod mounts what secrets it likes, without a permission to read them.',
  fix: FIX,
  references: [SECRETS],
  subject: 'scope',
  derive(scope, _scene, emit) {
    const where = placeOfNewPod(scope);
    if (where && where.secrets.length > 0)
      emit(toAllOf('secrets', 'may mount any secret of it', newPodMounts, scope, where));
  },
};

export const newPodEscapes: Rule = {
  id: 'k8s-new-pod-node',
  title: 'A new pod takes over its node',
  kind: 'escapes-to',
  techniques: ['T1610', 'T1611'],
  enables: 'Where Pod Security lets it, a new pod is privileged, on whatever node it names.',
  fix: FIX,
  references: [ADMISSION],
  subject: 'scope',
  derive(scope, _scene, emit) {
    const where = placeOfNewPod(scope);
    if (!where) return;
    const { cluster, id } = scope;
    const { ref } = where.fact;
    const relation = relationOf(
      'escapes-to',
      'k8s-new-pod-node',
      { id, ref },
      nodesOf(cluster),
      privilegedPodIn(where),
      '',
    );
    if (relation) emit(relation);
  },
};
