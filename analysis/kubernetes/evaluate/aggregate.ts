import type { RoleFact, RuleFact } from '../read/facts.ts';
import { selects } from './selector.ts';

/** A rule and the role in which it stands, which for aggregated roles is another than the one that was bound. */
export interface StandingRule {
  readonly rule: RuleFact;
  readonly role: RoleFact;
}

/**
 * The rules of every role. Those of an aggregated role are its own where an API server filled them in (`isFilled`); else
 * they are those of the roles that its selectors take, over as many steps as there are (Kubernetes, "Aggregated
 * ClusterRoles"). Where none is taken, whatever the role itself says stands.
 */
export function standingRules(
  roles: readonly RoleFact[],
  isFilled: (role: RoleFact) => boolean,
): (role: RoleFact) => readonly StandingRule[] {
  const clusterRoles = roles.filter(({ kind }) => kind === 'ClusterRole');
  const taken = new Map<RoleFact, readonly RoleFact[]>();
  const known = new Map<RoleFact, readonly StandingRule[]>();

  const takenBy = (role: RoleFact): readonly RoleFact[] => {
    let found = taken.get(role);
    if (!found) {
      const selectors = role.aggregates ?? [];
      found = clusterRoles.filter(
        (each) => each.name !== role.name && selectors.some((selector) => selects(selector, each.labels)),
      );
      taken.set(role, found);
    }
    return found;
  };
  const isOpen = (role: RoleFact) => role.aggregates !== null && !(isFilled(role) && role.rules.length > 0);

  return (role) => {
    let found = known.get(role);
    if (found) return found;
    const own = (each: RoleFact): StandingRule[] => each.rules.map((rule) => ({ rule, role: each }));
    if (!isOpen(role) || takenBy(role).length === 0) found = own(role);
    else {
      // The controller repeats until nothing changes: what is reached over any number of steps counts, each once.
      const seen = new Set([role]);
      const rules: StandingRule[] = [];
      const next = [...takenBy(role)];
      for (let each = next.shift(); each; each = next.shift()) {
        if (seen.has(each)) continue;
        seen.add(each);
        if (isOpen(each) && takenBy(each).length > 0) next.push(...takenBy(each));
        else rules.push(...own(each));
      }
      found = rules;
    }
    known.set(role, found);
    return found;
  };
}
