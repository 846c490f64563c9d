import type { Relation } from '../../../schema/records.ts';
import type { Identity } from '../../kubernetes/estate/cluster.ts';
import type { Grant } from '../../kubernetes/evaluate/policy.ts';
import type { BindingFact } from '../../kubernetes/read/facts.ts';
import type { Rule, Scene } from '../rule.ts';
import { type Bindable, bindables, givesEverything } from './bind.ts';
import { RBAC } from './pages.ts';
import { stepsOf } from './permission.ts';
import { isCovered } from './power.ts';

/** What a role that the identity may bind to itself would give it, told as its own, with the permission to bind before. */
export function bindLesserRole(rules: readonly Rule[]): Rule {
  return {
    id: 'k8s-bind-role',
    title: 'Bind a role to itself',
    kind: 'can-become',
    techniques: ['T1098.006'],
    enables: 'The identity has whatever the role gives, by a binding of its own making.',
    fix: 'Grant bind on named roles only, none of them with more than the holder may give away.',
    references: [RBAC],
    subject: 'identity',
    derive(identity, scene, emit) {
      const told = new Set<string>();
      for (const bindable of bindables(identity)) {
        if (givesEverything(identity.cluster, bindable.role) || isCovered(identity, bindable.namespace))
          continue;
        for (const relation of asBound(identity, bindable, rules, scene)) {
          const key = `${relation.rule} ${relation.to}`;
          if (relation.to === identity.id || told.has(key)) continue;
          told.add(key);
          emit(relation);
        }
      }
    },
  };
}

function asBound(
  identity: Identity,
  { role, namespace, parts }: Bindable,
  rules: readonly Rule[],
  scene: Scene,
): readonly Relation[] {
  const { cluster } = identity;
  const binding: BindingFact = {
    id: '',
    kind: namespace === null ? 'ClusterRoleBinding' : 'RoleBinding',
    name: 'of its own making',
    namespace,
    source: role.source,
    ref: parts[0]?.rule.rule.ref ?? null,
    role: { kind: role.kind, name: role.name, ref: role.ref },
    subjects: [],
    bootstrap: null,
  };
  const { kind, name } = identity;
  const grant: Grant = {
    binding,
    subject: { kind, name, namespace: identity.namespace, ref: null },
    role,
    compiled: cluster.policy.compiledRole(role),
    namespace,
  };
  const bound: Identity = { ...identity, grants: [grant], groups: [] };
  const found: Relation[] = [];
  for (const rule of rules)
    if (rule.subject === 'identity') rule.derive(bound, scene, (relation) => found.push(relation));
  const before = parts.flatMap((each) => stepsOf(each, cluster.ref));
  return found.map((relation) => ({ ...relation, proof: [...before, ...relation.proof] }));
}
