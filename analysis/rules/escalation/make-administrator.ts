import { relationOf } from '../relation.ts';
import type { Rule } from '../rule.ts';

/** The odd one: nothing of the principal's own grows; it makes an administrator out of nothing and acts as that. */
export const makeAdministrator: Rule = {
  id: 'iam-make-administrator',
  title: 'Make a new administrator (iam:CreateRole or iam:CreateUser, with a policy)',
  kind: 'can-escalate-to',
  techniques: ['T1098.001', 'T1098.003', 'T1136.003'],
  enables:
    'The holder creates a role that trusts it, or a user with a key, and grants that AdministratorAccess.',
  fix: 'Require a permissions boundary on everything created (iam:PermissionsBoundary), and limit iam:PolicyARN.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html'],
  subject: 'principal',
  derive(principal, { aws: estate, administrators }, emit) {
    const account = estate.accounts.get(principal.account);
    if (!account || administrators.administers(principal).verdict !== 'deny') return;
    const relation = relationOf(
      'can-escalate-to',
      'iam-make-administrator',
      principal,
      account.arn,
      administrators.equals(principal, principal.set),
      `${principal.name} may make a new administrator.`,
    );
    if (relation) emit(relation);
  },
  explain(asked, to, { aws: estate, administrators }) {
    const from = estate.principals.get(asked);
    if (!from || estate.accounts.get(from.account)?.arn !== to) return [];
    return administrators.equals(from, from.set).blockers;
  },
};
