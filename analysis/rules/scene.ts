import type { Principal, Role } from '../aws/estate/estate.ts';
import { principalNamed } from '../aws/estate/estate.ts';
import { sessionParts } from '../aws/read/arn.ts';
import type { Estates } from '../estates.ts';
import { administratorIndex } from './administrator/administrator-index.ts';
import { growthIndex } from './escalation/growth-index.ts';
import type { Scene } from './rule.ts';
import { trustedPrincipals } from './trust/trust-principals.ts';

/** A scene to take answers over from that cannot have changed. */
export interface SceneBefore {
  readonly scene: Scene;
  /** Whether what the account's principals could make of themselves stands as it was, but for those that changed. */
  isSettled(account: string): boolean;
}

/** What rules share while deriving over the same estates. Everything in it is computed when first asked for. */
export function createScene(estates: Estates, before: SceneBefore | null = null): Scene {
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
  const same = (principal: Principal): boolean =>
    before?.isSettled(principal.account) === true &&
    before.scene.aws.principals.get(principal.id) === principal;
  const administrators = administratorIndex(estate);
  const growth = growthIndex(() => scene);
  const scene: Scene = {
    ...estates,
    administrators: {
      administers: (principal) =>
        (same(principal) && before ? before.scene.administrators : administrators).administers(principal),
      equals: (principal, set) =>
        (same(principal) && before && set === principal.set
          ? before.scene.administrators
          : administrators
        ).equals(principal, set),
    },
    growth: {
      judge: (principal, row) => growth.judge(principal, row),
      surely: (principal) => (same(principal) && before ? before.scene.growth : growth).surely(principal),
    },
    trusting,
  };
  return scene;
}
