import { serviceAccountUser } from '../ids.ts';
import type { BindingFact, RoleFact, SubjectFact } from '../read/facts.ts';
import { standingRules } from './aggregate.ts';
import { type CompiledRole, compileRole } from './compiled-role.ts';

/** What one binding gives to one of its subjects. */
export interface Grant {
  readonly binding: BindingFact;
  readonly subject: SubjectFact;
  readonly role: RoleFact;
  readonly compiled: CompiledRole;
  /** Where it holds: in one namespace, or (null) everywhere and on what is in none. */
  readonly namespace: string | null;
}

/** The roles and bindings of a cluster, compiled: each role once, bindings by their subjects. */
export interface RbacPolicy {
  /** Those of the whole cluster first, then by binding. */
  grantsTo(subject: string): readonly Grant[];
  readonly subjects: ReadonlyMap<string, SubjectFact>;
  /** Bindings to roles that are not there. They give nothing until somebody makes the role. */
  readonly dangling: readonly BindingFact[];
  roleNamed(kind: 'Role' | 'ClusterRole', name: string, namespace: string | null): RoleFact | undefined;
  compiledRole(role: RoleFact): CompiledRole;
}

/** What a subject is known by: users and service accounts by user name, groups by group name. */
export function subjectKey({ kind, name, namespace }: Omit<SubjectFact, 'ref'>): string {
  if (kind === 'Group') return groupKey(name);
  return userKey(kind === 'ServiceAccount' ? serviceAccountUser(namespace ?? '', name) : name);
}

export function userKey(name: string): string {
  return `u:${name}`;
}

export function groupKey(name: string): string {
  return `g:${name}`;
}

const NONE: readonly Grant[] = [];

export function compilePolicy(
  roles: readonly RoleFact[],
  bindings: readonly BindingFact[],
  isFilled: (role: RoleFact) => boolean = () => false,
): RbacPolicy {
  const named = new Map(roles.map((role) => [roleKey(role.kind, role.name, role.namespace), role]));
  const rulesOf = standingRules(roles, isFilled);
  const compiled = new Map<RoleFact, CompiledRole>();
  const compiledRole = (role: RoleFact): CompiledRole => {
    let found = compiled.get(role);
    if (!found) {
      found = compileRole(rulesOf(role));
      compiled.set(role, found);
    }
    return found;
  };
  const roleNamed = (kind: 'Role' | 'ClusterRole', name: string, namespace: string | null) =>
    named.get(roleKey(kind, name, kind === 'Role' ? namespace : null));

  const grants = new Map<string, Grant[]>();
  const subjects = new Map<string, SubjectFact>();
  const dangling: BindingFact[] = [];
  const ordered = [...bindings].sort(
    (a, b) => Number(a.namespace !== null) - Number(b.namespace !== null) || (a.id < b.id ? -1 : 1),
  );
  for (const binding of ordered) {
    const role = roleNamed(binding.role.kind, binding.role.name, binding.namespace);
    if (!role) dangling.push(binding);
    for (const subject of binding.subjects) {
      const key = subjectKey(subject);
      if (!subjects.has(key)) subjects.set(key, subject);
      if (!role) continue;
      const grant: Grant = {
        binding,
        subject,
        role,
        compiled: compiledRole(role),
        namespace: binding.namespace,
      };
      const known = grants.get(key);
      if (known) known.push(grant);
      else grants.set(key, [grant]);
    }
  }
  return { grantsTo: (key) => grants.get(key) ?? NONE, subjects, dangling, roleNamed, compiledRole };
}

function roleKey(kind: string, name: string, namespace: string | null): string {
  return `${kind}/${namespace ?? ''}/${name}`;
}
