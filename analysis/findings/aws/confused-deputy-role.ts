import { step } from '../../rules/outcome.ts';
import type { FindingRule } from '../finding-rule.ts';
import { deputiesIn } from './deputy-services.ts';
import { allowsAt } from './statements.ts';

export const confusedDeputyRole: FindingRule = {
  id: 'aws-confused-deputy-role',
  title: 'A role trusts a service whoever it works for',
  severity: 'low',
  confidence: 'medium',
  techniques: ['T1199'],
  why: 'The service acts for resources of many customers. Without aws:SourceArn or aws:SourceAccount the role does not ask for whose resource it is used. Passing a role needs a permission in its own account, which stops most ways to misuse this.',
  remediation:
    'Add a condition on aws:SourceArn, or on aws:SourceAccount with your own account, to the trust policy.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html'],
  subject: 'role',
  find(role, _scene, emit) {
    const { trust } = role.fact;
    if (!trust || role.unmodifiable) return;
    for (const at of allowsAt(trust.document, trust.ref))
      for (const service of deputiesIn(at, 'role'))
        emit({
          entity: role.id,
          detail: service,
          title: `Role ${role.name} trusts ${service} whoever it works for`,
          proof: [
            step(
              at.ref,
              `${at.name} of the trust policy of ${role.name} names ${service} without aws:SourceArn or aws:SourceAccount.`,
            ),
          ],
          attributes: { service },
        });
  },
};
