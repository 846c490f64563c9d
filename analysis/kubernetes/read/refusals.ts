import { isJsonObject, type Json, type JsonObject } from '../../../schema/json.ts';
import { objectAt, textAt } from './values.ts';

const GROUP = 'rbac.authorization.k8s.io';

/**
 * Why the API server would refuse a role or a binding, in words; null where it would take it, and for other kinds. After
 * the validation of the API group (Kubernetes, "Using RBAC Authorization"; API reference of Role and RoleBinding).
 */
export function refusalOf(kind: string, value: JsonObject): string | null {
  const name = textAt(objectAt(value, 'metadata'), 'name');
  switch (kind) {
    case 'Role':
    case 'ClusterRole':
      return refuseName(name) ?? refuseRules(kind, value) ?? refuseAggregation(kind, value);
    case 'RoleBinding':
    case 'ClusterRoleBinding':
      return refuseName(name) ?? refuseRoleRef(kind, value) ?? refuseSubjects(kind, value);
    default:
      return null;
  }
}

function refuseName(name: string | null): string | null {
  if (name === null) return 'metadata.name is missing';
  if (name === '.' || name === '..' || /[/%]/.test(name))
    return `metadata.name ${JSON.stringify(name)} is no name`;
  return null;
}

const LISTS = ['verbs', 'apiGroups', 'resources', 'resourceNames', 'nonResourceURLs'] as const;

function refuseRules(kind: string, value: JsonObject): string | null {
  const { rules } = value;
  if (rules === undefined || rules === null) return null;
  if (!Array.isArray(rules)) return 'rules is not a list';
  for (const [index, rule] of (rules as readonly Json[]).entries()) {
    const at = `rules[${index}]`;
    if (!isJsonObject(rule)) return `${at} is not an object`;
    for (const name of LISTS) if (!isTexts(rule[name])) return `${at}.${name} is not a list of text`;
    const has = (name: (typeof LISTS)[number]) =>
      ((rule[name] as readonly Json[] | null | undefined) ?? []).length > 0;
    if (!has('verbs')) return `${at}.verbs must name at least one verb`;
    if (has('nonResourceURLs')) {
      if (kind === 'Role') return `${at}.nonResourceURLs: a rule of a namespace cannot be about URLs`;
      if (has('apiGroups') || has('resources') || has('resourceNames'))
        return `${at} cannot be about resources and about URLs`;
      continue;
    }
    if (!has('apiGroups')) return `${at}.apiGroups must name at least one group`;
    if (!has('resources')) return `${at}.resources must name at least one resource`;
  }
  return null;
}

function isTexts(value: Json | undefined): boolean {
  if (value === undefined || value === null) return true;
  return Array.isArray(value) && (value as readonly Json[]).every((each) => typeof each === 'string');
}

const OPERATORS: ReadonlySet<string> = new Set(['In', 'NotIn', 'Exists', 'DoesNotExist']);

function refuseAggregation(kind: string, value: JsonObject): string | null {
  const { aggregationRule } = value;
  if (kind === 'Role' || aggregationRule === undefined || aggregationRule === null) return null;
  if (!isJsonObject(aggregationRule)) return 'aggregationRule is not an object';
  const selectors = aggregationRule.clusterRoleSelectors;
  if (!Array.isArray(selectors) || selectors.length === 0)
    return 'aggregationRule.clusterRoleSelectors must name at least one selector';
  for (const selector of selectors as readonly Json[]) {
    if (!isJsonObject(selector)) return 'a selector of aggregationRule is not an object';
    const expressions = selector.matchExpressions;
    for (const each of Array.isArray(expressions) ? (expressions as readonly Json[]) : []) {
      const operator = isJsonObject(each) ? textAt(each, 'operator') : null;
      if (operator === null || !OPERATORS.has(operator))
        return `a selector of aggregationRule has the operator ${JSON.stringify(operator)}`;
    }
  }
  return null;
}

function refuseRoleRef(kind: string, value: JsonObject): string | null {
  const roleRef = objectAt(value, 'roleRef');
  const [refKind, name] = [textAt(roleRef, 'kind'), textAt(roleRef, 'name')];
  const group = textAt(roleRef, 'apiGroup');
  if (group !== null && group !== GROUP) return `roleRef.apiGroup is ${JSON.stringify(group)}, not ${GROUP}`;
  if (name === null) return 'roleRef.name is missing';
  if (/[/%]/.test(name) || name === '.' || name === '..')
    return `roleRef.name ${JSON.stringify(name)} is no name`;
  if (refKind !== 'ClusterRole' && !(kind === 'RoleBinding' && refKind === 'Role'))
    return kind === 'RoleBinding'
      ? `roleRef.kind is ${JSON.stringify(refKind)}, neither Role nor ClusterRole`
      : `roleRef.kind is ${JSON.stringify(refKind)}: a ClusterRoleBinding gives only a ClusterRole`;
  return null;
}

const ACCOUNT_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

function refuseSubjects(kind: string, value: JsonObject): string | null {
  const { subjects } = value;
  if (subjects === undefined || subjects === null) return null;
  if (!Array.isArray(subjects)) return 'subjects is not a list';
  for (const [index, subject] of (subjects as readonly Json[]).entries()) {
    const at = `subjects[${index}]`;
    if (!isJsonObject(subject)) return `${at} is not an object`;
    const name = textAt(subject, 'name');
    const group = textAt(subject, 'apiGroup');
    if (name === null) return `${at}.name is missing`;
    switch (textAt(subject, 'kind')) {
      case 'ServiceAccount':
        if (!ACCOUNT_NAME.test(name) || name.length > 253)
          return `${at}.name ${JSON.stringify(name)} is no service account's`;
        if (group !== null) return `${at}.apiGroup of a service account must be empty`;
        if (kind === 'ClusterRoleBinding' && textAt(subject, 'namespace') === null)
          return `${at}.namespace is missing: a ClusterRoleBinding must say where a service account is`;
        break;
      case 'User':
      case 'Group':
        if (group !== null && group !== GROUP)
          return `${at}.apiGroup is ${JSON.stringify(group)}, not ${GROUP}`;
        break;
      default:
        return `${at}.kind is ${JSON.stringify(subject.kind ?? null)}, not User, Group or ServiceAccount`;
    }
  }
  return null;
}
