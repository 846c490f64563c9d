import type { JsonObject } from '../../../../schema/json.ts';

/** Manifests as they are written, with every member there. */
interface Rule {
  readonly verbs: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}
interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: JsonObject };
  readonly rules?: readonly Rule[];
  readonly aggregationRule?: {
    readonly clusterRoleSelectors: readonly { readonly matchLabels: JsonObject }[];
  };
  readonly roleRef?: { readonly kind: string; readonly name: string };
  readonly subjects?: readonly {
    readonly kind: string;
    readonly name: string;
    readonly namespace?: string;
  }[];
}
export interface ReferenceCase {
  readonly user: string;
  readonly groups: readonly string[];
  readonly verb: string;
  readonly group?: string;
  readonly resource?: string;
  readonly subresource?: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly nonResourceURL?: string;
}

/**
 * RBAC as its documentation tells it, asked in the slowest and plainest way: every binding, every rule, every time. For
 * requests as an API server makes them: kinds in no namespace come without one.
 */
export function referenceAllows(objects: readonly Manifest[], asked: ReferenceCase, minor: number): boolean {
  const groups = new Set([
    ...asked.groups,
    asked.user === 'system:anonymous' ? 'system:unauthenticated' : 'system:authenticated',
  ]);
  const account = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(asked.user);
  if (account) {
    groups.add('system:serviceaccounts');
    groups.add(`system:serviceaccounts:${account[1]}`);
  }
  if (groups.has('system:masters')) return true;
  const granted = (verb: string) =>
    objects.some((binding) => gives(objects, binding, { ...asked, verb }, groups));
  if (!granted(asked.verb)) return false;
  const stream =
    asked.resource === 'pods' &&
    (asked.group ?? '') === '' &&
    ['exec', 'attach', 'portforward'].includes(asked.subresource ?? '');
  return !(stream && asked.verb === 'get' && minor >= 35) || granted('create');
}

function gives(
  objects: readonly Manifest[],
  binding: Manifest,
  asked: ReferenceCase,
  groups: ReadonlySet<string>,
): boolean {
  const { kind, roleRef, subjects = [] } = binding;
  if ((kind !== 'RoleBinding' && kind !== 'ClusterRoleBinding') || !roleRef) return false;
  const where = kind === 'RoleBinding' ? (binding.metadata.namespace ?? 'default') : null;
  if (where !== null && (asked.nonResourceURL !== undefined || (asked.namespace ?? '') !== where))
    return false;
  const applies = subjects.some((subject) => {
    if (subject.kind === 'Group') return groups.has(subject.name);
    if (subject.kind === 'User') return subject.name === asked.user;
    return asked.user === `system:serviceaccount:${subject.namespace ?? where}:${subject.name}`;
  });
  if (!applies) return false;
  return objects.some(
    (role) =>
      role.kind === roleRef.kind &&
      role.metadata.name === roleRef.name &&
      (role.kind === 'ClusterRole' || (role.metadata.namespace ?? 'default') === where) &&
      rulesOf(objects, role, []).some((rule) => allows(rule, asked)),
  );
}

function rulesOf(objects: readonly Manifest[], role: Manifest, above: readonly string[]): readonly Rule[] {
  if (!role.aggregationRule) return role.rules ?? [];
  const taken = objects.filter(
    (each) =>
      each.kind === 'ClusterRole' &&
      each.metadata.name !== role.metadata.name &&
      role.aggregationRule?.clusterRoleSelectors.some(({ matchLabels }) =>
        Object.entries(matchLabels).every(([key, value]) => each.metadata.labels?.[key] === value),
      ),
  );
  if (taken.length === 0) return role.rules ?? [];
  return taken
    .filter(({ metadata }) => !above.includes(metadata.name))
    .flatMap((each) => rulesOf(objects, each, [...above, role.metadata.name]));
}

function allows(rule: Rule, asked: ReferenceCase): boolean {
  if (!rule.verbs.some((verb) => verb === '*' || verb === asked.verb)) return false;
  const { nonResourceURL: url } = asked;
  if (url !== undefined)
    return (rule.nonResourceURLs ?? []).some(
      (said) =>
        said === '*' || said === url || (said.endsWith('*') && url.startsWith(said.replace(/\*+$/, ''))),
    );
  const sub = asked.subresource ?? '';
  const whole = sub === '' ? asked.resource : `${asked.resource}/${sub}`;
  const nameless = asked.verb === 'deletecollection' || (asked.verb === 'create' && sub === '');
  const names = rule.resourceNames ?? [];
  return (
    (rule.apiGroups ?? []).some((group) => group === '*' || group === (asked.group ?? '')) &&
    (rule.resources ?? []).some(
      (said) => said === '*' || said === whole || (sub !== '' && said === `*/${sub}`),
    ) &&
    (names.length === 0 || names.includes(nameless ? '' : (asked.name ?? '')))
  );
}

export type { Manifest };
