import type { UserFact } from '../../aws/read/facts.ts';
import { step } from '../outcome.ts';
import type { Rule } from '../rule.ts';

export const groupMembership: Rule = {
  id: 'aws-group-membership',
  title: 'A user is a member of a group',
  kind: 'member-of',
  techniques: [],
  enables: 'The policies of the group apply to the user. What they allow is shown on the user.',
  fix: 'Remove the user from the group where it does not need what the group grants.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html'],
  subject: 'principal',
  derive(user, { aws: estate }, emit) {
    if (user.kind !== 'user') return;
    const groups = estate.accounts.get(user.account)?.groupByName;
    for (const { name, ref } of (user.fact as UserFact).groups) {
      const group = groups?.get(name);
      if (!group) continue;
      emit({
        from: user.id,
        to: group.fact.id,
        kind: 'member-of',
        rule: 'aws-group-membership',
        verdict: 'allow',
        conditions: [],
        proof: [step(ref, `User ${user.name} is a member of group ${name}.`)],
      });
    }
  },
};
