import { relationOf } from '../relation.ts';
import type { Rule } from '../rule.ts';

export const administersAccount: Rule = {
  id: 'aws-administrator',
  title: 'Administrator of the account',
  kind: 'administers-account',
  techniques: ['T1078.004'],
  enables: 'Everything in the account: any principal, any resource, and the policies that would limit it.',
  fix: 'Grant what the principal needs instead of everything; keep administrators few, named and behind a second factor.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html',
  ],
  subject: 'principal',
  derive(principal, { aws: estate, administrators }, emit) {
    const account = estate.accounts.get(principal.account);
    if (!account) return;
    const outcome = administrators.administers(principal);
    const relation = relationOf(
      'administers-account',
      'aws-administrator',
      principal,
      account.arn,
      outcome,
      `${principal.name} may do anything in account ${account.id}.`,
    );
    if (relation) emit(relation);
  },
  explain(asked, to, { aws: estate, administrators }) {
    const from = estate.principals.get(asked);
    if (!from || estate.accounts.get(from.account)?.arn !== to) return [];
    return administrators.administers(from).blockers;
  },
};
