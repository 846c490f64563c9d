import { judge } from '../../rules/judge.ts';
import type { FindingRule } from '../finding-rule.ts';
import { isOwnedByAws } from './owned-by-aws.ts';

export const passAnyRole: FindingRule = {
  id: 'aws-pass-any-role',
  title: 'A principal may pass any role',
  severity: 'medium',
  confidence: 'high',
  techniques: ['T1548.005', 'T1078.004'],
  why: 'With one permission more that starts something, the holder runs code with the permissions of whichever role of the account it likes, administrators among them.',
  remediation:
    'Name in Resource the roles that the holder hands to services, and limit iam:PassedToService to those services.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html'],
  subject: 'principal',
  find(principal, scene, emit) {
    // For an administrator it is one permission of all.
    if (isOwnedByAws(principal)) return;
    if (scene.administrators.administers(principal).verdict === 'allow') return;
    const partition = scene.aws.accounts.get(principal.account)?.partition ?? 'aws';
    // A name that no policy has in mind: only who may pass any role may pass it.
    const anyRole = `arn:${partition}:iam::${principal.account}:role/trustpath-any-role`;
    const passed = judge(principal, principal.set, 'iam:PassRole', anyRole);
    if (passed.verdict === 'deny') return;
    if (passed.conditions.some((condition) => /iam:PassedToService/i.test(condition))) return;
    emit({
      entity: principal.id,
      title: `${principal.name} may pass any role to any service`,
      confidence: passed.verdict === 'unknown' ? 'low' : 'high',
      proof: passed.steps.map((each) => ({ ...each, says: each.says.replaceAll(anyRole, 'any role') })),
      conditions: passed.conditions,
    });
  },
};
