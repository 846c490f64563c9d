import type { Relation } from '../../schema/records.ts';
import type { Baseline } from './again/baseline.ts';
import { short } from './change-words.ts';
import type { ObservedUse } from './observed-use.ts';
import type { WhatIf } from './what-if.ts';

/**
 * Roles that a workload had by its account and has not by the one that a scenario gives it. No relation of the account is
 * lost by that: it still may, and the workload is another's. A trust policy may name the account.
 */
export function usesLeftBehind(
  before: Baseline,
  { relations: { lost, gained }, after }: Pick<WhatIf, 'relations' | 'after'>,
): readonly ObservedUse[] {
  const now = Map.groupBy(gained.filter(runs), ({ from }) => from);
  const found = new Map<string, ObservedUse>();
  if (now.size === 0) return [];
  const had = rolesBy(before.relations);
  const has = rolesBy(after.relations);
  for (const { from, to: was } of lost.filter(runs))
    for (const { to: is } of now.get(from) ?? []) {
      for (const role of had.get(was) ?? []) {
        if (has.get(is)?.has(role)) continue;
        const known = before.estates.aws.principals.get(role);
        const at = known?.fact.kind === 'role' ? (known.fact.lastUsed?.at ?? null) : null;
        found.set(`${from}\n${role}`, {
          entity: from,
          at,
          says: `${short(from)} has the role ${short(role)} by the service account ${short(was)}, and ${short(is)} is not let in${at === null ? '' : `; the role was last used ${at}`}.`,
        });
      }
    }
  return [...found.values()];
}

function runs({ kind, rule }: Relation): boolean {
  return kind === 'runs-as' && rule.startsWith('k8s-');
}

function rolesBy(relations: readonly Relation[]): ReadonlyMap<string, ReadonlySet<string>> {
  const roles = new Map<string, Set<string>>();
  for (const { kind, from, to } of relations)
    if (kind === 'can-assume') roles.set(from, (roles.get(from) ?? new Set()).add(to));
  return roles;
}
