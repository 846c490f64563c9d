import type { BindingFact, RoleFact } from '../read/facts.ts';
import type { Allowance } from './authorize.ts';
import type { CompiledRule } from './compiled-role.ts';
import type { Grant } from './policy.ts';
import type { RbacRequest } from './request.ts';

export function bindingName({ kind, namespace, name }: BindingFact): string {
  return namespace === null ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

export function roleName({ kind, namespace, name }: RoleFact): string {
  return namespace === null ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

/** `get pods/exec in namespace payments`, in the words of the request. */
export function requestWords(request: RbacRequest): string {
  if (!('resource' in request)) return `${request.verb} ${request.url}`;
  const { verb, group, resource, subresource, namespace, name } = request;
  const what = `${resource}${subresource === '' ? '' : `/${subresource}`}${group === '' ? '' : ` (${group})`}`;
  const named = name === '' ? '' : ` ${JSON.stringify(name)}`;
  return `${verb} ${what}${named}${namespace === '' ? ' in the whole cluster' : ` in namespace ${namespace}`}`;
}

/** `ClusterRoleBinding b gives ClusterRole r to Group g.` */
export function grantWords({ binding, subject, role, namespace }: Grant): string {
  const who =
    subject.kind === 'ServiceAccount'
      ? `service account ${subject.namespace}/${subject.name}`
      : `${subject.kind.toLowerCase()} ${subject.name}`;
  const where = namespace === null ? '' : ` in namespace ${namespace}`;
  return `${bindingName(binding)} gives ${roleName(role)} to ${who}${where}.`;
}

/** `Rule 2 of ClusterRole r allows get, list on pods.` Rules are counted from one, as people do. */
export function ruleWords({ rule, role }: CompiledRule): string {
  const on =
    rule.nonResourceURLs.length > 0
      ? rule.nonResourceURLs.join(', ')
      : `${few(rule.resources)} of ${few(rule.apiGroups.map((each) => (each === '' ? 'the core group' : each)))}`;
  const names = rule.resourceNames.length === 0 ? '' : ` named ${few(rule.resourceNames)}`;
  const given = role.bootstrap === null ? '' : ` (as Kubernetes ${role.bootstrap} makes it)`;
  return `Rule ${rule.index + 1} of ${roleName(role)}${given} allows ${few(rule.verbs)} on ${on}${names}.`;
}

function few(texts: readonly string[]): string {
  return texts.length <= 6
    ? texts.join(', ')
    : `${texts.slice(0, 5).join(', ')} and ${texts.length - 5} more`;
}

export function allowanceWords(allowance: Allowance): readonly string[] {
  if (allowance.by === 'masters') return ['The group system:masters may do everything: RBAC is not asked.'];
  return allowance.steps.flatMap(({ grant, rule }) => [grantWords(grant), ruleWords(rule)]);
}
