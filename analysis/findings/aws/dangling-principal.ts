import { accountIdFromAwsId } from '../../credentials/aws-account-id.ts';
import { step } from '../../rules/outcome.ts';
import { trustedPrincipals } from '../../rules/trust/trust-principals.ts';
import type { FindingRule } from '../finding-rule.ts';

export const danglingPrincipal: FindingRule = {
  id: 'aws-trust-in-deleted-principal',
  title: 'A role trusts a principal that was deleted',
  severity: 'low',
  confidence: 'high',
  techniques: ['T1199'],
  why: 'IAM shows the unique id of a principal only when the principal is gone. Nobody can use this trust now; it hides who was meant, and whoever mends it by writing the name again trusts whatever has that name today.',
  remediation: 'Remove the id from the trust policy, or replace it by the principal that needs the role.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html'],
  subject: 'role',
  find(role, _scene, emit) {
    if (!role.fact.trust) return;
    for (const trusted of trustedPrincipals(role.fact.trust)) {
      if (trusted.type !== 'unique-id' || !/^A(ROA|IDA)[A-Z0-9]{12,}$/.test(trusted.id)) continue;
      const account = accountIdFromAwsId(trusted.id);
      const kind = trusted.id.startsWith('AROA') ? 'role' : 'user';
      emit({
        entity: role.id,
        detail: trusted.id,
        title: `Role ${role.name} trusts a deleted ${kind}${account === null ? '' : ` of account ${account}`}`,
        proof: [step(trusted.ref, `The trust policy of ${role.name} names the unique id ${trusted.id}.`)],
        attributes: { principal: trusted.id, account },
      });
    }
  },
};
