import { asOf, daysBefore } from '../../aws/read/as-of.ts';
import { step } from '../../rules/outcome.ts';
import type { FindingRule } from '../finding-rule.ts';
import { UNUSED_DAYS } from './key-words.ts';

export const unusedRole: FindingRule = {
  id: 'aws-role-unused',
  title: 'A role that nobody uses',
  severity: 'low',
  confidence: 'high',
  techniques: ['T1078.004'],
  why: 'An unused role does no work and grants all the same. Its use by somebody else would not be noticed.',
  remediation: 'Remove the role, or its policies first where it may be needed again.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage_delete.html'],
  subject: 'role',
  find(role, scene, emit) {
    const { lastUsed, createdAt } = role.fact;
    // Dumps of old tools do not tell the last use: then nothing is known.
    if (lastUsed === null || role.unmodifiable) return;
    const moment = asOf(scene.aws.facts, role.source);
    const days = daysBefore(lastUsed.at ?? createdAt, moment);
    if (days === null || days < UNUSED_DAYS) return;
    const administers = scene.administrators.administers(role).verdict === 'allow';
    emit({
      entity: role.id,
      title:
        lastUsed.at === null
          ? `Role ${role.name} has no use on record since it was made ${days} days before the snapshot`
          : `Role ${role.name} was last used ${days} days before the snapshot`,
      severity: administers ? 'medium' : 'low',
      proof: [
        step(
          role.ref,
          lastUsed.at === null
            ? `The role was made ${createdAt}; AWS has no use of it on record (it keeps 400 days).`
            : `The role was last used ${lastUsed.at}.`,
        ),
      ],
      attributes: { createdAt, lastUsed: lastUsed.at, days },
    });
  },
};
