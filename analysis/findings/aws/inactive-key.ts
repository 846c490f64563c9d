import { step } from '../../rules/outcome.ts';
import type { FindingRule } from '../finding-rule.ts';
import { keyName } from './key-words.ts';

export const inactiveKey: FindingRule = {
  id: 'aws-key-inactive',
  title: 'An inactive access key is still there',
  severity: 'info',
  confidence: 'high',
  techniques: ['T1098.001'],
  why: 'Whoever may call iam:UpdateAccessKey can make it work again; who copied its secret before has it still.',
  remediation: 'Delete the key.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html'],
  subject: 'key',
  find(key, _scene, emit) {
    if (key.status !== 'Inactive') return;
    emit({
      entity: key.id,
      title: `${keyName(key)} is inactive and not deleted`,
      proof: [step(key.ref, 'The status of the key is Inactive.')],
      attributes: { createdAt: key.createdAt, lastUsed: key.lastUsed?.at ?? null },
    });
  },
};
