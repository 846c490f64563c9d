import { asOf, daysBefore } from '../../aws/read/as-of.ts';
import { step } from '../../rules/outcome.ts';
import type { FindingRule } from '../finding-rule.ts';
import { keyName, UNUSED_DAYS } from './key-words.ts';

export const unusedKey: FindingRule = {
  id: 'aws-key-unused',
  title: 'An active access key that nobody uses any more',
  severity: 'medium',
  confidence: 'high',
  techniques: ['T1078.004', 'T1552.001'],
  why: 'A key that is not used does no work, and is there to be found. Its use by somebody else would not be noticed.',
  remediation: 'Deactivate the key; delete it when nothing was missed for some days.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys_unused.html'],
  subject: 'key',
  find(key, scene, emit) {
    const { facts } = scene.aws;
    const at = key.lastUsed?.at ?? null;
    const days = daysBefore(at, asOf(facts, key.source, key.seenAt));
    if (key.status !== 'Active' || at === null || days === null || days < UNUSED_DAYS) return;
    emit({
      entity: key.id,
      title: `${keyName(key)} was last used ${days} days before the snapshot`,
      severity: key.user === null ? 'high' : 'medium',
      proof: [step(key.ref, `The key is active; it was last used ${at}.`)],
      attributes: { lastUsed: at, days, service: key.lastUsed?.service ?? null },
    });
  },
};
