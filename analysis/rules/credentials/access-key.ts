import { accountRoot } from '../../aws/read/arn.ts';
import { step } from '../outcome.ts';
import type { Rule } from '../rule.ts';

/** An inactive key authenticates nobody, so it has no relation; its state is an attribute. */
export const accessKey: Rule = {
  id: 'aws-access-key',
  title: 'An access key authenticates as its user',
  kind: 'authenticates-as',
  techniques: ['T1078.004', 'T1552.001'],
  enables: 'Whoever holds the key id and its secret acts with every permission of the user, from anywhere.',
  fix: 'Deactivate the key, look at what it was used for, then delete it. Prefer roles, which need no stored key.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html'],
  subject: 'key',
  derive(key, { aws: estate }, emit) {
    if (key.user === null || key.status === 'Inactive') return;
    const user = estate.accounts.get(key.account)?.userByName.get(key.user);
    if (!user) return;
    emit({
      from: key.id,
      to: user.id,
      kind: 'authenticates-as',
      rule: 'aws-access-key',
      verdict: key.status === 'Active' ? 'allow' : 'unknown',
      conditions: key.status === 'Active' ? [] : ['iam:ListAccessKeys did not say whether the key is active'],
      proof: [step(key.ref, `Access key ${key.id} of user ${user.name} is active.`)],
    });
  },
};

export const rootAccessKey: Rule = {
  id: 'aws-root-access-key',
  title: 'An access key of the account root',
  kind: 'authenticates-as',
  techniques: ['T1078.004', 'T1552.001'],
  enables: 'Whoever holds it acts as the root of the account, which no policy of the account limits.',
  fix: 'Delete the access keys of the root user; nothing needs them.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html'],
  subject: 'key',
  derive(key, { aws: estate }, emit) {
    if (key.user !== null) return;
    const account = estate.accounts.get(key.account);
    emit({
      from: key.id,
      to: account?.arn ?? accountRoot(key.account),
      kind: 'authenticates-as',
      rule: 'aws-root-access-key',
      verdict: 'allow',
      conditions: [],
      proof: [step(key.ref, 'The credential report shows an active access key of the root user.')],
    });
  },
};
