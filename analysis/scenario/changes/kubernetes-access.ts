import type { JsonObject } from '../../../schema/json.ts';
import { objectId, parseId } from '../../kubernetes/ids.ts';
import type { BindingFact, ClusterFact, SubjectFact } from '../../kubernetes/read/facts.ts';
import { above, append, below, type Edit, remove, replace } from '../edit.ts';
import type { Configuration, EditsOf } from './edits-of.ts';
import { notChangeable, notFound } from './find.ts';

const OF_THE_CLUSTER = 'no object of the snapshot has it: every cluster is created with it';
const GROUP = 'rbac.authorization.k8s.io';

export const deleteBinding: EditsOf<'delete-binding'> = ({ binding }, configuration) => {
  const { ref } = bindingOf(binding, configuration).fact;
  if (!ref) throw notChangeable(binding, OF_THE_CLUSTER);
  return [remove(ref)];
};

export const removeSubject: EditsOf<'remove-subject'> = ({ binding, subject }, configuration) => {
  const { cluster, fact } = bindingOf(binding, configuration);
  const edits = subjectsNaming(fact, cluster, subject);
  if (edits.length === 0) throw notFound(`subject of ${binding} with the id`, subject);
  return edits;
};

/** The places of a binding that name an entity. */
export function subjectsNaming(binding: BindingFact, cluster: ClusterFact, id: string): readonly Edit[] {
  return binding.subjects.flatMap((each) => {
    if (subjectId(cluster.name, each) !== id) return [];
    if (!each.ref) throw notChangeable(binding.id, OF_THE_CLUSTER);
    return [remove(each.ref)];
  });
}

export function subjectId(cluster: string, { kind, name, namespace }: SubjectFact): string {
  return objectId(cluster, kind.toLowerCase(), namespace, name);
}

export const addBinding: EditsOf<'add-binding'> = (
  { role, name, namespace, subject, annotations },
  configuration,
) => {
  const { cluster, fact } = roleOf(role, configuration);
  if (fact.kind === 'Role' && fact.namespace !== namespace)
    throw notChangeable(role, 'a Role is bound in its own namespace only');
  const kind = namespace === null ? 'ClusterRoleBinding' : 'RoleBinding';
  const beside = cluster.bindings.find((each) => each.kind === kind && each.ref !== null)?.ref;
  if (!beside) throw notChangeable(role, `the snapshot has no list of ${kind}s to add one to`);
  return [
    append(above(beside), {
      apiVersion: `${GROUP}/v1`,
      kind,
      metadata: {
        name,
        ...(namespace === null ? {} : { namespace }),
        ...(annotations === undefined ? {} : { annotations }),
      },
      roleRef: { apiGroup: GROUP, kind: fact.kind, name: fact.name },
      subjects: [subjectObject(subject)],
    }),
  ];
};

function subjectObject(id: string): JsonObject {
  const { kind, rest } = parseId(id) ?? { kind: null, rest: '' };
  if (kind === 'serviceaccount') {
    const [namespace = '', name = ''] = rest.split('/');
    return { kind: 'ServiceAccount', namespace, name };
  }
  if (kind === 'user' || kind === 'group')
    return { apiGroup: GROUP, kind: kind === 'user' ? 'User' : 'Group', name: rest };
  throw notFound('service account, user or group', id);
}

export const deleteRole: EditsOf<'delete-role'> = ({ role }, configuration) => {
  const { ref } = roleOf(role, configuration).fact;
  if (!ref) throw notChangeable(role, OF_THE_CLUSTER);
  return [remove(ref)];
};

export const editRole: EditsOf<'edit-role'> = ({ role, rules }, configuration) => {
  const { fact } = roleOf(role, configuration);
  if (!fact.ref) throw notChangeable(role, OF_THE_CLUSTER);
  if (fact.aggregates) throw notChangeable(role, 'its rules are those of the roles that it aggregates');
  return [replace(below(fact.ref, 'rules'), [...rules])];
};

export const removeRule: EditsOf<'remove-rule'> = ({ role, rule }, configuration) => {
  const { fact } = roleOf(role, configuration);
  if (!fact.ref) throw notChangeable(role, OF_THE_CLUSTER);
  const known = fact.rules.find(({ index }) => index === rule)?.ref;
  if (!known) throw notFound(`rule of ${role} with the number`, String(rule));
  return [remove(known)];
};

export function bindingOf(id: string, { estates }: Pick<Configuration, 'estates'>) {
  for (const cluster of estates.kubernetes.facts.clusters) {
    const fact = cluster.bindings.find((each) => each.id === id);
    if (fact) return { cluster, fact };
  }
  throw notFound('role binding', id);
}

export function roleOf(id: string, { estates }: Pick<Configuration, 'estates'>) {
  for (const cluster of estates.kubernetes.facts.clusters) {
    const fact = cluster.roles.find((each) => each.id === id);
    if (fact) return { cluster, fact };
  }
  throw notFound('role of a cluster', id);
}
