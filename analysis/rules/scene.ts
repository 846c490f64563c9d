import type { Role } from '../aws/estate/estate.ts';
import { principalNamed } from '../aws/estate/estate.ts';
import { sessionParts } from '../aws/read/arn.ts';
import type { Estates } from '../estates.ts';
import { administratorIndex } from './administrator/administrator-index.ts';
import { growthIndex } from './escalation/growth-index.ts';
import type { Scene } from './rule.ts';
import { trustedPrincipals } from './trust/trust-principals.ts';

/** What rules share while deriving over the same estates. Everything in it is computed when first asked for. */
export function createScene(estates: Estates): Scene {
  const { aws: estate } = estates;
  const trusting = new Map<string, Role[]>();
  for (const account of estate.accounts.values()) {
    for (const role of account.roles) {
      for (const each of role.fact.trust ? trustedPrincipals(role.fact.trust) : []) {
        if (each.type !== 'arn' || sessionParts(each.arn)) continue;
        const principal = principalNamed(estate, each.arn);
        if (!principal) continue;
        const known = trusting.get(principal.id);
        if (known) known.push(role);
        else trusting.set(principal.id, [role]);
      }
    }
  }
  const scene: Scene = {
    ...estates,
    administrators: administratorIndex(estate),
    growth: growthIndex(() => scene),
    trusting,
  };
  return scene;
}
