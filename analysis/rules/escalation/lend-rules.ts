import type { Principal } from '../../aws/estate/estate.ts';
import { touched } from '../../aws/estate/permissions.ts';
import { touchOf, witnesses } from '../../aws/estate/touch.ts';
import { IAM_CONTEXT } from '../administrator/administrator-index.ts';
import { judge } from '../judge.ts';
import { statementFor } from '../near-miss.ts';
import { any } from '../outcome.ts';
import { referencesOf } from '../references.ts';
import type { Rule } from '../rule.ts';
import { emitEscalation } from './emit-escalation.ts';
import { reachesAll } from './growth-index.ts';
import { LEND_ROWS, type LendRow, touchesLend } from './lend-role-rows.ts';
import { askerTools } from './row.ts';

/** One rule for each combination that raises another principal. Needless for who grows by itself. */
export const LEND_RULES: readonly Rule[] = LEND_ROWS.map(lendRule);

function lendRule(row: LendRow): Rule {
  return {
    id: row.id,
    title: row.title,
    kind: 'can-escalate-to',
    techniques: ['T1098.001', 'T1098.003', 'T1078.004'],
    enables: row.enables,
    fix: row.fix,
    references: referencesOf(row.id),
    subject: 'principal',
    derive(principal, scene, emit) {
      const account = scene.aws.accounts.get(principal.account);
      if (!account || !reachesAll(principal, row.actions) || scene.growth.surely(principal)) return;
      const outcome = any(
        row.attempts(
          askerTools(scene, principal, [], (after) => scene.administrators.equals(principal, after)),
        ),
      );
      emitEscalation(row, principal, account, outcome, emit);
    },
    explain(asked, to, scene) {
      const from = scene.aws.principals.get(asked);
      if (!from || scene.aws.accounts.get(from.account)?.arn !== to || !touchesLend(from, row)) return [];
      const outcome = any(
        row.attempts(askerTools(scene, from, [], (after) => scene.administrators.equals(from, after))),
      );
      if (outcome) return outcome.blockers.map((each) => ({ ...each, met: each.met + 1 }));
      if (!row.actions.every((action) => holdsAnywhere(from, action))) return [];
      const holding = statementFor(from.set, row.actions[0] as string) ?? from.ref;
      return [
        {
          ...holding,
          says: `${from.name} may ${row.actions.map(inVerbs).join(' and ')}, but ${row.lacks}.`,
          met: 1,
        },
      ];
    },
  };
}

const VERBS: Readonly<Record<string, readonly [verb: string, type: string]>> = {
  'iam:AttachRolePolicy': ['attach policies to roles', 'role'],
  'iam:PutRolePolicy': ['write inline policies of roles', 'role'],
  'iam:UpdateAssumeRolePolicy': ['rewrite the trust policies of roles', 'role'],
  'iam:DeleteRolePermissionsBoundary': ['delete the permissions boundaries of roles', 'role'],
  'iam:CreatePolicyVersion': ['write new versions of managed policies', 'policy'],
  'iam:AttachUserPolicy': ['attach policies to users', 'user'],
  'iam:PutUserPolicy': ['write inline policies of users', 'user'],
  'iam:CreateAccessKey': ['make access keys for users', 'user'],
};

function inVerbs(action: string): string {
  const [verb] = VERBS[action] ?? [action];
  return verb === action ? action : `${verb} (${action})`;
}

/** Whether the action is allowed on anything, so that "may" is no overstatement. */
function holdsAnywhere(from: Principal, action: string): boolean {
  const [, type] = VERBS[action] ?? ['', 'role'];
  const any = `arn:aws:iam::${from.account}:${type}/any-${type}`;
  return witnesses(touchOf(touched(from.set, action), from), any).some(
    (arn) => judge(from, from.set, action, arn, { context: IAM_CONTEXT }).verdict !== 'deny',
  );
}
