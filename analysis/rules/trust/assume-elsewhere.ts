import { reach } from '../../aws/estate/permissions.ts';
import { isNothing, touchOf } from '../../aws/estate/touch.ts';
import { isAccountId, parseArn } from '../../aws/read/arn.ts';
import { trusting } from '../administrator/administrator-index.ts';
import { judge } from '../judge.ts';
import { all, unknown } from '../outcome.ts';
import { relationOf } from '../relation.ts';
import type { Rule } from '../rule.ts';

/** Roles of other accounts that a policy names: whether they trust the holder is said where they are. */
export const assumeElsewhere: Rule = {
  id: 'aws-assume-elsewhere',
  title: 'Assume a role of an account that was not collected',
  kind: 'can-assume',
  techniques: ['T1078.004', 'T1550.001'],
  enables: 'A session of the role, where the role trusts whoever asks.',
  fix: 'Take sts:AssumeRole on the role away where nothing needs it; collect the account to know what the role may do.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html',
  ],
  subject: 'principal',
  derive(principal, scene, emit) {
    const found = reach(principal.set, 'sts:AssumeRole');
    if (isNothing(found)) return;
    for (const arn of touchOf(found, principal).literals) {
      const role = parseArn(arn);
      if (role?.service !== 'iam' || !role.resource.startsWith('role/') || !isAccountId(role.account))
        continue;
      if (scene.aws.accounts.has(role.account)) continue;
      const own = judge(principal, principal.set, 'sts:AssumeRole', arn, {
        resourcePolicy: trusting(principal.arn),
        resourceAccount: role.account,
      });
      const gap = `account ${role.account} was not collected, so whether ${arn} trusts ${principal.name} is not known`;
      const says = `${principal.name} is allowed sts:AssumeRole on ${arn}.`;
      const relation = relationOf(
        'can-assume',
        'aws-assume-elsewhere',
        principal,
        arn,
        all([own, unknown(gap)]),
        says,
      );
      if (relation) emit(relation);
    }
  },
};
