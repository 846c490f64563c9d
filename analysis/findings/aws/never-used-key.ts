import { asOf, daysBefore } from '../../aws/read/as-of.ts';
import { step } from '../../rules/outcome.ts';
import type { FindingRule } from '../finding-rule.ts';
import { keyName } from './key-words.ts';

/** Long enough for whoever the key was made for to have begun. */
const DAYS_TO_BEGIN = 30;

export const neverUsedKey: FindingRule = {
  id: 'aws-key-never-used',
  title: 'An active access key that was never used',
  severity: 'low',
  confidence: 'high',
  techniques: ['T1078.004', 'T1552.001'],
  why: 'The key was made and nobody needed it. It works all the same for whoever finds it.',
  remediation: 'Delete the key.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys_unused.html'],
  subject: 'key',
  find(key, scene, emit) {
    const days = daysBefore(key.createdAt, asOf(scene.aws.facts, key.source, key.seenAt));
    // Without the last use, nothing is known of it.
    if (key.status !== 'Active' || key.lastUsed === null || key.lastUsed.at !== null) return;
    if (days === null || days < DAYS_TO_BEGIN) return;
    emit({
      entity: key.id,
      title: `${keyName(key)} was never used since it was made ${days} days before the snapshot`,
      severity: key.user === null ? 'high' : 'low',
      proof: [step(key.ref, `The key is active, was made ${key.createdAt} and has no use on record.`)],
      attributes: { createdAt: key.createdAt, days },
    });
  },
};
