import { step } from '../outcome.ts';
import type { Rule } from '../rule.ts';
import { idOf, isNamed } from './entity-ids.ts';
import { seenWords } from './seen-words.ts';

const REFERENCES = ['https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html'];

export const seenAssuming: Rule = {
  id: 'aws-seen-assuming',
  title: 'A log shows that a principal assumed a role',
  kind: 'was-seen-assuming',
  techniques: ['T1078.004', 'T1550.001'],
  enables: 'Nothing by itself: it tells what was done with the trust.',
  fix: 'Where nobody can account for it, end the sessions of the role and look at what they did.',
  references: REFERENCES,
  subject: 'assumption',
  derive(assumption, scene, emit) {
    if (assumption.count <= assumption.errors || !isNamed(assumption.principal)) return;
    const [from, to] = [idOf(assumption.principal, scene), idOf(assumption.role, scene)];
    if (from === to) return;
    emit({
      from,
      to,
      kind: 'was-seen-assuming',
      rule: 'aws-seen-assuming',
      verdict: 'allow',
      conditions: [],
      proof: [
        step(
          assumption.ref,
          `${assumption.principal}${assumption.key === null ? '' : ` with key ${assumption.key}`} assumed ${assumption.role} ${seenWords(assumption, assumption.from)}.`,
        ),
      ],
    });
  },
};
