import type { Relation } from '../../../schema/records.ts';
import { ask } from '../../derive.ts';
import { assumeRole } from '../../rules/trust/assume-role.ts';
import { trustedPrincipals } from '../../rules/trust/trust-principals.ts';
import type { FindingRule } from '../finding-rule.ts';

export const trustsAnyone: FindingRule = {
  id: 'aws-role-trusts-anyone',
  title: 'A role trusts everyone',
  severity: 'critical',
  confidence: 'high',
  techniques: ['T1199', 'T1078.004'],
  why: 'A trust policy whose principal is "*" admits every AWS account in the world, as far as its conditions let it.',
  remediation:
    'Name in the trust policy the accounts or roles that need the role, and require an external id of third parties.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html'],
  subject: 'role',
  find(role, scene, emit) {
    const { trust } = role.fact;
    if (!trust || !trustedPrincipals(trust).some(({ type }) => type === 'anyone')) return;
    const admitted: Relation[] = [];
    ask(assumeRole, role, scene, admitted);
    for (const { from, verdict, conditions, proof } of admitted) {
      if (from !== 'internet') continue;
      emit({
        entity: role.id,
        title:
          verdict === 'allow'
            ? `Role ${role.name} can be assumed by anyone`
            : `Role ${role.name} can be assumed by anyone who meets its conditions`,
        severity: verdict === 'allow' ? 'critical' : 'high',
        proof,
        conditions,
      });
    }
  },
};
