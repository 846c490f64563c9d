import type { Account } from '../../aws/estate/estate.ts';
import { namesAction } from '../../aws/estate/touch.ts';
import { step } from '../../rules/outcome.ts';
import type { FindingRule } from '../finding-rule.ts';
import { allowsAnyResource, allowsAt } from './statements.ts';

const ANY_ACTION = 'any-service:AnyAction';

export const customerAdministratorPolicy: FindingRule = {
  id: 'aws-customer-administrator-policy',
  title: 'A customer managed policy allows everything',
  severity: 'medium',
  confidence: 'high',
  techniques: ['T1098.003'],
  why: 'It makes administrators under a name that says something else, so that who looks for AdministratorAccess does not find them.',
  remediation:
    'Cut the policy down to what its holders need, or replace it by AdministratorAccess for those who administer.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html'],
  subject: 'account',
  find(account, _scene, emit) {
    for (const policy of account.policies.values()) {
      const version = policy.versions.find((each) => each.isDefault);
      for (const at of version ? allowsAt(version.document, version.ref) : []) {
        if (!namesAction(at.statement, ANY_ACTION) || !allowsAnyResource(at.statement)) continue;
        if (at.statement.Condition !== undefined) continue;
        const holders = holdersOf(account, policy.arn);
        emit({
          entity: policy.arn,
          title: `Policy ${policy.name} allows ${at.statement.NotAction === undefined ? 'everything' : 'everything but what it names'}, and ${holders.length === 0 ? 'nobody has it' : `${holders.length} ${holders.length === 1 ? 'has' : 'have'} it`}`,
          severity: holders.length === 0 ? 'low' : 'medium',
          proof: [step(at.ref, `${at.name} of policy ${policy.name} allows every action on every resource.`)],
          attributes: { holders: [...holders] },
        });
      }
    }
  },
};

function holdersOf(account: Account, arn: string): readonly string[] {
  const all = [...account.principals.map(({ fact }) => fact), ...account.groups.map(({ fact }) => fact)];
  return all
    .filter((fact) => fact.attached.some((each) => each.arn === arn))
    .map((fact) => fact.id)
    .sort();
}
