import type { Cluster, Identity } from '../../kubernetes/estate/cluster.ts';
import { objectId } from '../../kubernetes/ids.ts';
import { conditional, HOLDS, step } from '../outcome.ts';
import { relationOf } from '../relation.ts';
import type { Rule, Scene } from '../rule.ts';
import { AUTHENTICATION, RBAC } from './pages.ts';

/** Whether what bindings give to the group leads anywhere; most clusters give all users a few harmless things. */
function matters(group: Identity, rules: readonly Rule[], scene: Scene): boolean {
  let known = leading.get(group);
  if (known === undefined) {
    let found = false;
    for (const rule of rules)
      if (rule.subject === 'identity' && !found)
        rule.derive(group, scene, () => {
          found = true;
        });
    known = found;
    leading.set(group, known);
  }
  return known;
}
const leading = new WeakMap<Identity, boolean>();

function groupOf(cluster: Cluster, name: string): Identity | undefined {
  return cluster.identityById.get(objectId(cluster.name, 'group', null, name));
}

/** The groups that everybody of a sort is in, without a binding or an authenticator saying so. */
export function membership(rules: readonly Rule[]): Rule {
  return {
    id: 'k8s-in-group',
    title: 'In a group of the API server',
    kind: 'has-permissions',
    techniques: ['T1078'],
    enables: 'What is bound to the group, its members have.',
    fix: 'Bind roles to the service accounts and users that need them, and none to all of a sort.',
    references: [AUTHENTICATION, RBAC],
    subject: 'identity',
    derive(identity, scene, emit) {
      const { cluster } = identity;
      for (const name of identity.groups) {
        const group = groupOf(cluster, name);
        if (!group || !matters(group, rules, scene)) continue;
        const says = `${identity.name} is in the group ${name}, as every ${identity.kind === 'ServiceAccount' ? 'service account' : 'user'} of its sort.`;
        const outcome = { ...HOLDS, steps: [step(identity.ref, says)] };
        const relation = relationOf('has-permissions', 'k8s-in-group', identity, group.id, outcome, says);
        if (relation) emit(relation);
      }
    },
  };
}

/** Whoever sends a request without a credential, where the API server takes such requests. */
export function anonymous(rules: readonly Rule[]): Rule {
  return {
    id: 'k8s-anonymous',
    title: 'Requests without a credential',
    kind: 'has-permissions',
    techniques: ['T1190', 'T1078.001'],
    enables:
      'Anyone who reaches the API server has what is bound to system:anonymous and system:unauthenticated.',
    fix: 'Remove the binding; turn anonymous authentication off or limit it to the health endpoints.',
    references: [AUTHENTICATION],
    subject: 'cluster',
    derive(cluster, scene, emit) {
      for (const id of [
        objectId(cluster.name, 'user', null, 'system:anonymous'),
        objectId(cluster.name, 'group', null, 'system:unauthenticated'),
      ]) {
        const identity = cluster.identityById.get(id);
        if (!identity || !matters(identity, rules, scene)) continue;
        const ref = identity.grants[0]?.subject.ref ?? cluster.ref;
        const outcome = conditional(
          'the API server can be reached, and takes requests without a credential',
          [step(ref, `Requests without a credential come from ${identity.name}.`)],
        );
        const relation = relationOf(
          'has-permissions',
          'k8s-anonymous',
          { id: 'internet', ref },
          id,
          outcome,
          '',
        );
        if (relation) emit(relation);
      }
    },
  };
}
