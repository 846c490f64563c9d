import type { Cluster, Identity } from '../../kubernetes/estate/cluster.ts';
import { identityId } from '../../kubernetes/estate/identities.ts';
import { bindingName } from '../../kubernetes/evaluate/words.ts';
import type { BindingFact } from '../../kubernetes/read/facts.ts';
import { holdings, permission } from '../../rules/kubernetes/permission.ts';
import { powerOf } from '../../rules/kubernetes/power.ts';
import { step } from '../../rules/outcome.ts';
import type { FindingRule } from '../finding-rule.ts';

const GROUP = 'rbac.authorization.k8s.io';
const CREATE = {
  Role: permission('create', GROUP, 'roles'),
  ClusterRole: permission('create', GROUP, 'clusterroles'),
} as const;

/** Who may make the role that is missing, administrators apart; they can put into it what they have themselves. */
function fillers(cluster: Cluster, { role, namespace }: BindingFact): readonly Identity[] {
  return cluster.identities.filter(
    (identity) =>
      powerOf(identity).cluster === null &&
      holdings(identity, CREATE[role.kind]).some(
        (each) => each.namespace === null || (role.kind === 'Role' && each.namespace === namespace),
      ),
  );
}

export const danglingRoleRef: FindingRule = {
  id: 'k8s-dangling-role-ref',
  title: 'A binding refers to a role that does not exist',
  severity: 'low',
  confidence: 'high',
  techniques: ['T1098.006'],
  why: 'The binding gives nothing now. Whoever makes a role of that name gives its rules to the subjects without touching a binding, and without being asked whether they may bind it.',
  remediation: 'Delete the binding, or make the role that was meant.',
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#restrictions-on-role-binding-creation-or-update',
  ],
  subject: 'cluster',
  find(cluster, _scene, emit) {
    for (const binding of cluster.policy.dangling) {
      const { ref, role, subjects, id, namespace } = binding;
      if (ref === null || subjects.length === 0) continue;
      const listing = `list ${GROUP}/v1/${role.kind === 'Role' ? 'roles' : 'clusterroles'}`;
      const certain = cluster.isComplete(listing);
      const who = fillers(cluster, binding);
      const place = namespace === null ? '' : ` in ${namespace}`;
      emit({
        entity: subjects[0] ? identityId(cluster.name, subjects[0]) : id,
        detail: binding.id,
        title: `${bindingName(binding)} refers to ${role.kind} ${role.name}, which does not exist`,
        severity: who.length > 0 ? 'medium' : 'low',
        confidence: certain ? 'high' : 'medium',
        proof: [
          step(
            role.ref ?? ref,
            `${bindingName(binding)} refers to ${role.kind} ${role.name}, which does not exist${place}.`,
          ),
          ...who.slice(0, 5).map((each) => step(each.ref, `${each.name} may create it.`)),
        ],
        conditions: certain ? [] : [`${listing}: the role may be there and not have been collected`],
        attributes: {
          binding: binding.id,
          subjects: subjects.map(({ name }) => name),
          fillers: who.map((each) => each.id),
        },
      });
    }
  },
};

export const danglingAccount: FindingRule = {
  id: 'k8s-dangling-account',
  title: 'A binding names a service account that does not exist',
  severity: 'low',
  confidence: 'high',
  techniques: ['T1098.006', 'T1136'],
  why: 'Whoever makes a service account of that name in that namespace has what the binding gives.',
  remediation: 'Delete the subject from the binding.',
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  subject: 'cluster',
  find(cluster, _scene, emit) {
    if (!cluster.isComplete('list v1/serviceaccounts')) return;
    for (const identity of cluster.identities) {
      if (
        identity.kind !== 'ServiceAccount' ||
        cluster.accounts.has(identity.id) ||
        identity.grants.length === 0
      )
        continue;
      const own = identity.grants.filter(({ binding }) => !binding.name.startsWith('system:'));
      const [first] = own;
      if (!first) continue;
      emit({
        entity: identity.id,
        title: `${bindingName(first.binding)} names service account ${identity.namespace}/${identity.name}, which does not exist`,
        proof: own
          .slice(0, 5)
          .map(({ binding, subject }) =>
            step(subject.ref ?? binding.ref ?? cluster.ref, `${bindingName(binding)} names it.`),
          ),
      });
    }
  },
};
