import { step } from '../outcome.ts';
import type { Rule } from '../rule.ts';
import { idOf, isNamed } from './entity-ids.ts';
import { seenWords } from './seen-words.ts';

/** Keys that no listing has: the log proves whose they are, not that they still work. */
export const keySeen: Rule = {
  id: 'aws-key-seen-in-use',
  title: 'A log shows whose an access key is',
  kind: 'authenticates-as',
  techniques: ['T1078.004', 'T1552.001'],
  enables:
    'Whoever holds the key id and its secret acts with every permission of the principal, as long as the key is active.',
  fix: 'Collect iam:ListAccessKeys to see whether the key is active; deactivate it where nobody can account for it.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html'],
  subject: 'use',
  derive(use, scene, emit) {
    const { key } = use;
    if (key === null || !isNamed(use.principal) || scene.aws.facts.keys.some(({ id }) => id === key)) return;
    emit({
      from: key,
      to: idOf(use.principal, scene),
      kind: 'authenticates-as',
      rule: 'aws-key-seen-in-use',
      verdict: 'conditional',
      conditions: [
        `the key is still active: iam:ListAccessKeys does not list it, and it was last seen in use ${use.last}`,
      ],
      proof: [step(use.ref, `${use.principal} acted with key ${key} ${seenWords(use, use.from)}.`)],
    });
  },
};
