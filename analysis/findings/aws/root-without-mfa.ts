import { step } from '../../rules/outcome.ts';
import type { FindingRule } from '../finding-rule.ts';

export const rootWithoutMfa: FindingRule = {
  id: 'aws-root-without-mfa',
  title: 'The root user has no second factor',
  severity: 'high',
  confidence: 'high',
  techniques: ['T1078.004'],
  why: 'Whoever learns the password of the root user, or can read its mail, owns the account.',
  remediation:
    'Register a second factor for the root user, a hardware one where possible; in an organization, remove the root credentials of member accounts.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/enable-mfa-for-root.html'],
  subject: 'account',
  find(account, scene, emit) {
    const root = scene.aws.facts.roots.get(account.id);
    if (root?.mfa !== false) return;
    emit({
      entity: account.arn,
      title: `The root user of account ${account.id} has no second factor`,
      proof: [step(root.ref, 'The root user has no active multi-factor device.')],
    });
  },
};
