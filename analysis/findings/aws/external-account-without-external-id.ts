import { step } from '../../rules/outcome.ts';
import type { FindingRule } from '../finding-rule.ts';
import { isAdministrator, outsidersIn } from './outside-accounts.ts';
import { allowsAt, conditionKeys } from './statements.ts';

/** Conditions that tie the caller to something that a third party's other customers do not have. */
const TIES = [
  'sts:externalid',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principalarn',
  'aws:sourceidentity',
];

/** Roles that AWS Organizations, Control Tower and StackSets make for the management account: no third party. */
const OWN_ORGANIZATION =
  /^(OrganizationAccountAccessRole|AWSControlTowerExecution|stacksets-exec-\w+|AWSCloudFormationStackSetExecutionRole)$/;

export const externalAccountWithoutExternalId: FindingRule = {
  id: 'aws-external-account-without-external-id',
  title: 'A role trusts an outside account without an external id',
  severity: 'medium',
  confidence: 'medium',
  techniques: ['T1199'],
  why: 'Where the account belongs to a third party that serves many customers, one of them can have it use the role of another: only an external id tells the customers apart.',
  remediation:
    'Require in the trust policy an sts:ExternalId that the third party gave for this account alone, or name the one role that needs it. If the account is one of yours, collect it as well.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
  ],
  subject: 'role',
  find(role, scene, emit) {
    const { trust } = role.fact;
    if (!trust || OWN_ORGANIZATION.test(role.name)) return;
    for (const at of allowsAt(trust.document, trust.ref)) {
      const keys = conditionKeys(at.statement);
      if (TIES.some((key) => keys.has(key))) continue;
      for (const { principal, account, whole } of outsidersIn(at, role.account, scene))
        emit({
          entity: role.id,
          detail: principal,
          title: `Role ${role.name} trusts ${whole ? `account ${account}` : principal} without an external id`,
          severity: whole ? (isAdministrator(role, scene) ? 'high' : 'medium') : 'low',
          proof: [
            step(
              at.ref,
              `${at.name} of the trust policy of ${role.name} names ${principal} and asks for no external id.`,
            ),
          ],
          attributes: { account },
        });
    }
  },
};
