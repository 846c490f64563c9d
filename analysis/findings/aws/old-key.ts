import { asOf, daysBefore } from '../../aws/read/as-of.ts';
import { step } from '../../rules/outcome.ts';
import type { FindingRule } from '../finding-rule.ts';
import { keyName } from './key-words.ts';

const OLD_DAYS = 90;
const VERY_OLD_DAYS = 365;

export const oldKey: FindingRule = {
  id: 'aws-key-old',
  title: 'An access key that was not replaced for long',
  severity: 'low',
  confidence: 'high',
  techniques: ['T1552.001'],
  why: 'The longer a key lives, the more places it was copied to, and the longer one that leaked works.',
  remediation:
    'Replace the key by a role where the caller can have one; otherwise make a new key, change the caller, and delete this one.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html'],
  subject: 'key',
  find(key, scene, emit) {
    const days = daysBefore(key.createdAt, asOf(scene.aws.facts, key.source, key.seenAt));
    if (key.status === 'Inactive' || days === null || days < OLD_DAYS) return;
    emit({
      entity: key.id,
      title: `${keyName(key)} was made ${days} days before the snapshot`,
      severity: days >= VERY_OLD_DAYS ? 'medium' : 'low',
      proof: [step(key.ref, `The key was made ${key.createdAt}.`)],
      attributes: { createdAt: key.createdAt, days },
    });
  },
};
