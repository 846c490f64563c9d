import { accountRoot } from '../../aws/read/arn.ts';
import { step } from '../../rules/outcome.ts';
import type { FindingRule } from '../finding-rule.ts';

export const rootKey: FindingRule = {
  id: 'aws-root-access-key',
  title: 'The root user has an access key',
  severity: 'high',
  confidence: 'high',
  techniques: ['T1078.004', 'T1552.001'],
  why: 'Whoever holds the key is the root of the account: no policy of the account limits it, and it asks for no second factor.',
  remediation: 'Find what uses the key, give that a role, and delete the key.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html'],
  subject: 'key',
  find(key, scene, emit) {
    if (key.user !== null) return;
    const account = scene.aws.accounts.get(key.account);
    emit({
      entity: account?.arn ?? accountRoot(key.account),
      detail: key.id,
      title: `The root user of account ${key.account} has an active access key`,
      proof: [
        step(
          key.ref,
          `The credential report shows an active access key of the root user, made ${key.createdAt ?? 'at a time that it does not tell'}.`,
        ),
      ],
      attributes: { createdAt: key.createdAt, lastUsed: key.lastUsed?.at ?? null },
    });
  },
};
