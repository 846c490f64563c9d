import type { Estate } from '../aws/estate/estate.ts';
import { principalNamed } from '../aws/estate/estate.ts';
import { sessionParts } from '../aws/read/arn.ts';
import { administratorIndex } from './administrator/administrator-index.ts';
import { growthIndex } from './escalation/growth-index.ts';
import type { Scene } from './rule.ts';
import { trustedPrincipals } from './trust/trust-principals.ts';

/** What rules share while deriving over one estate. Everything in it is computed when first asked for. */
export function createScene(estate: Estate): Scene {
  const directTrust = new Map<string, Set<string>>();
  for (const account of estate.accounts.values()) {
    for (const role of account.roles) {
      const named = role.fact.trust ? trustedPrincipals(role.fact.trust) : [];
      const ids = new Set<string>();
      for (const each of named) {
        if (each.type !== 'arn' || sessionParts(each.arn)) continue;
        const principal = principalNamed(estate, each.arn);
        if (principal) ids.add(principal.id);
      }
      if (ids.size > 0) directTrust.set(role.id, ids);
    }
  }
  const scene: Scene = {
    estate,
    administrators: administratorIndex(estate),
    growth: growthIndex(() => scene),
    directTrust,
  };
  return scene;
}
