import { step } from '../../rules/outcome.ts';
import type { FindingRule } from '../finding-rule.ts';
import { deputiesIn } from './deputy-services.ts';
import { allowsAt } from './statements.ts';

export const confusedDeputyResource: FindingRule = {
  id: 'aws-confused-deputy-resource',
  title: 'A resource lets a service in whoever it works for',
  severity: 'medium',
  confidence: 'medium',
  techniques: ['T1199'],
  why: 'The service calls for resources of many customers. Without aws:SourceArn or aws:SourceAccount, somebody in another account can point a resource of theirs here and have the service use the access.',
  remediation:
    'Add a condition on aws:SourceArn, or on aws:SourceAccount with your own account, to the resource policy.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html'],
  subject: 'resource',
  find({ fact }, _scene, emit) {
    if (fact.policy.state !== 'document') return;
    for (const at of allowsAt(fact.policy.document, fact.policy.ref))
      for (const service of deputiesIn(at, 'resource'))
        emit({
          entity: fact.arn,
          detail: service,
          title: `${fact.name} lets ${service} in whoever it works for`,
          proof: [
            step(
              at.ref,
              `${at.name} of the policy of ${fact.name} names ${service} without aws:SourceArn or aws:SourceAccount.`,
            ),
          ],
          attributes: { service },
        });
  },
};
