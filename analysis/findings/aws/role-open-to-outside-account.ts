import { step } from '../../rules/outcome.ts';
import type { FindingRule } from '../finding-rule.ts';
import { isAdministrator, outsidersIn } from './outside-accounts.ts';
import { allowsAt } from './statements.ts';

export const roleOpenToOutsideAccount: FindingRule = {
  id: 'aws-role-open-to-outside-account',
  title: 'A role can be assumed from an account that is no part of the snapshot',
  severity: 'low',
  confidence: 'high',
  techniques: ['T1199', 'T1078.004'],
  why: 'Who may use the role is decided in an account that was not collected: whoever takes that over has the role.',
  remediation:
    'Confirm who owns the account and that the role is still needed. Collect the account into the snapshot if it is one of yours.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/tutorial_cross-account-with-roles.html'],
  subject: 'role',
  find(role, scene, emit) {
    const { trust } = role.fact;
    if (!trust) return;
    for (const at of allowsAt(trust.document, trust.ref))
      for (const { account, principal } of outsidersIn(at, role.account, scene))
        emit({
          entity: role.id,
          detail: account,
          title: `Role ${role.name} can be assumed from account ${account}, which was not collected`,
          severity: isAdministrator(role, scene) ? 'medium' : 'low',
          proof: [step(at.ref, `${at.name} of the trust policy of ${role.name} names ${principal}.`)],
          attributes: { account },
        });
  },
};
