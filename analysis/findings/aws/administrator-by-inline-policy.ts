import { namesAction } from '../../aws/estate/touch.ts';
import { step } from '../../rules/outcome.ts';
import type { FindingRule } from '../finding-rule.ts';
import { allowsAnyResource, allowsAt } from './statements.ts';

/** Stands for every action: no service has it, so only a statement for all of them names it. */
const ANY_ACTION = 'any-service:AnyAction';

export const administratorByInlinePolicy: FindingRule = {
  id: 'aws-administrator-by-inline-policy',
  title: 'An inline policy makes an administrator',
  severity: 'medium',
  confidence: 'high',
  techniques: ['T1098.003'],
  why: 'An inline policy is in no list of managed policies and of who has them: administrators by inline policy are the ones that reviews miss.',
  remediation:
    'Replace the inline policy by what the principal needs; where it must administer, attach a managed policy.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html'],
  subject: 'principal',
  find(principal, _scene, emit) {
    for (const inline of principal.fact.inline)
      for (const at of allowsAt(inline.document, inline.ref)) {
        if (!namesAction(at.statement, ANY_ACTION) || !allowsAnyResource(at.statement)) continue;
        if (at.statement.Condition !== undefined) continue;
        emit({
          entity: principal.id,
          detail: inline.name,
          title: `Inline policy "${inline.name}" allows ${principal.kind} ${principal.name} everything`,
          proof: [
            step(
              at.ref,
              `${at.name} of inline policy "${inline.name}" allows every action on every resource.`,
            ),
          ],
          attributes: { policy: inline.name },
        });
      }
  },
};
