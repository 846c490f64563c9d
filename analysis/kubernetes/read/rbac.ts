import { isJsonObject, type JsonObject } from '../../../schema/json.ts';
import { objectId, serviceAccountOf } from '../ids.ts';
import type { BindingFact, LabelSelector, RoleFact, RuleFact, SubjectFact } from './facts.ts';
import { type Item, itemRef, kindWord, nameOf, namespaceOf } from './item.ts';
import { listAt, objectAt, objectsAt, recordAt, textAt, textsAt } from './values.ts';

const NONE: readonly never[] = [];

export function readRole(item: Item): RoleFact {
  const kind = item.kind === 'Role' ? 'Role' : 'ClusterRole';
  const namespace = kind === 'Role' ? namespaceOf(item) : null;
  const meta = objectAt(item.value, 'metadata');
  const { aggregationRule } = item.value;
  return {
    id: objectId(item.cluster, kindWord(kind), namespace, nameOf(item)),
    kind,
    name: nameOf(item),
    namespace,
    source: item.source,
    ref: itemRef(item),
    labels: recordAt(meta, 'labels'),
    annotations: recordAt(meta, 'annotations'),
    rules: [...objectsAt(item.value, 'rules')].map(([index, each]) => readRule(item, each, index)),
    aggregates:
      kind === 'ClusterRole' && isJsonObject(aggregationRule)
        ? [...objectsAt(aggregationRule, 'clusterRoleSelectors')].map(([, each]) => readSelector(each))
        : null,
    bootstrap: null,
  };
}

function readRule(item: Item, value: JsonObject, index: number): RuleFact {
  return {
    index,
    verbs: textsAt(value, 'verbs'),
    // The core group is the empty text, which is a value here and not an absence.
    apiGroups: textsAt(value, 'apiGroups'),
    resources: textsAt(value, 'resources'),
    resourceNames: textsAt(value, 'resourceNames'),
    nonResourceURLs: textsAt(value, 'nonResourceURLs'),
    ref: itemRef(item, `/rules/${index}`),
  };
}

export function readSelector(value: JsonObject): LabelSelector {
  return {
    matchLabels: recordAt(value, 'matchLabels'),
    matchExpressions:
      listAt(value, 'matchExpressions').length === 0
        ? NONE
        : [...objectsAt(value, 'matchExpressions')].map(([, each]) => ({
            key: textAt(each, 'key') ?? '',
            operator: textAt(each, 'operator') ?? '',
            values: textsAt(each, 'values'),
          })),
  };
}

export function readBinding(item: Item): BindingFact {
  const kind = item.kind === 'RoleBinding' ? 'RoleBinding' : 'ClusterRoleBinding';
  const namespace = kind === 'RoleBinding' ? namespaceOf(item) : null;
  const roleRef = objectAt(item.value, 'roleRef');
  return {
    id: objectId(item.cluster, kindWord(kind), namespace, nameOf(item)),
    kind,
    name: nameOf(item),
    namespace,
    source: item.source,
    ref: itemRef(item),
    role: {
      kind: textAt(roleRef, 'kind') === 'Role' ? 'Role' : 'ClusterRole',
      name: textAt(roleRef, 'name') ?? '',
      ref: itemRef(item, '/roleRef'),
    },
    subjects: [...objectsAt(item.value, 'subjects')].flatMap(([index, each]) =>
      readSubject(item, each, index, namespace),
    ),
    bootstrap: null,
  };
}

function readSubject(item: Item, value: JsonObject, index: number, namespace: string | null): SubjectFact[] {
  const name = textAt(value, 'name');
  const ref = itemRef(item, `/subjects/${index}`);
  if (name === null) return [];
  switch (textAt(value, 'kind')) {
    case 'User': {
      // A service account is also known by its user name, and a binding may say that.
      const account = serviceAccountOf(name);
      return account
        ? [{ kind: 'ServiceAccount', ...account, ref }]
        : [{ kind: 'User', name, namespace: null, ref }];
    }
    case 'Group':
      return [{ kind: 'Group', name, namespace: null, ref }];
    case 'ServiceAccount': {
      const where = textAt(value, 'namespace') ?? namespace;
      return where === null ? [] : [{ kind: 'ServiceAccount', name, namespace: where, ref }];
    }
    default:
      return [];
  }
}
