import type { Role } from '../../aws/estate/estate.ts';
import { all, HOLDS, step, unknown } from '../outcome.ts';
import { relationOf } from '../relation.ts';
import type { Rule } from '../rule.ts';
import { trustedPrincipals } from '../trust/trust-principals.ts';
import { oneStepEach } from './one-step-each.ts';
import { holdsEvery, type Need, reachesEvery } from './places.ts';
import { runAsReferences } from './run-as-references.ts';
import { mayPass, passes } from './start.ts';

const COGNITO = 'cognito-identity.amazonaws.com';
const NEEDS: readonly Need[] = [['cognito-identity:SetIdentityPoolRoles', '*']];

/** No code runs here: a pool hands out the credentials of its roles to whoever it lets in, guests included. */
export const identityPool: Rule = {
  id: 'cognitoidentity-001',
  title: 'Have an identity pool hand out a role (iam:PassRole + cognito-identity:SetIdentityPoolRoles)',
  kind: 'can-run-as',
  techniques: ['T1098.003', 'T1078.004'],
  enables: 'The holder makes the role that of a pool which lets it in, and asks the pool for credentials.',
  fix: 'Name the pool in the trust policy of the role (cognito-identity.amazonaws.com:aud), and limit iam:PassRole.',
  references: runAsReferences('cognitoidentity-001'),
  subject: 'principal',
  derive(principal, scene, emit) {
    if (!reachesEvery(principal, [['iam:PassRole'], ...NEEDS]) || scene.growth.surely(principal)) return;
    for (const role of scene.aws.accounts.get(principal.account)?.roles ?? []) {
      if (role.id === principal.id || role.unmodifiable || !mayPass(principal, role)) continue;
      const trusted = federates(role);
      if (!trusted) continue;
      const says = `The trust policy of ${role.name} admits identities of Cognito pools.`;
      const outcome = all([
        passes(principal, role, COGNITO),
        { ...HOLDS, steps: [step(trusted.ref, says)] },
        holdsEvery(principal, NEEDS),
        unknown(
          'a pool that the role trusts must be there: cognito-identity:ListIdentityPools was not collected',
        ),
      ]);
      const told = { ...outcome, steps: oneStepEach(outcome.steps) };
      const relation = relationOf('can-run-as', 'cognitoidentity-001', principal, role.id, told, '');
      if (relation) emit(relation);
    }
  },
};

function federates({ fact }: Role) {
  return (fact.trust ? trustedPrincipals(fact.trust) : []).find(
    (each) => each.type === 'federated' && each.provider === COGNITO,
  );
}
