import { resourceAt } from '../access/access-rules.ts';
import { step } from '../outcome.ts';
import type { Rule } from '../rule.ts';
import { idOf, isNamed } from './entity-ids.ts';
import { seenWords } from './seen-words.ts';

const REFERENCES = ['https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html'];

export const seenUsing: Rule = {
  id: 'aws-seen-using',
  title: 'A log shows that a principal used a key or a resource',
  kind: 'was-seen-using',
  techniques: ['T1078.004', 'T1552.001'],
  enables: 'Nothing by itself: it tells what was done with the access.',
  fix: 'Where nobody can account for it, treat the key as leaked, or the data as read.',
  references: REFERENCES,
  subject: 'use',
  derive(use, scene, emit) {
    if (!isNamed(use.principal)) return;
    const from = idOf(use.principal, scene);
    const seen = (to: string, says: string) =>
      emit({
        from,
        to,
        kind: 'was-seen-using',
        rule: 'aws-seen-using',
        verdict: 'allow',
        conditions: [],
        proof: [step(use.ref, says)],
      });
    if (use.key !== null && use.count > use.errors)
      seen(use.key, `${use.principal} acted with key ${use.key} ${seenWords(use, use.from)}.`);
    // Only what was collected: a log names thousands of things that nobody asks about.
    for (const resource of use.resources)
      if (resource.count > resource.errors && resource.arn !== from && resourceAt(scene, resource.arn))
        seen(resource.arn, `${use.principal} used ${resource.arn} ${seenWords(resource, [])}.`);
  },
};
