import type { Role, User } from '../../aws/estate/estate.ts';
import { trusting } from '../administrator/administrator-index.ts';
import type { Tools } from '../escalation/row.ts';
import { all, conditional, HOLDS, type Outcome } from '../outcome.ts';
import { assumes } from '../trust/assume-role.ts';
import { loginProfileIs, roomForKey } from './key-room.ts';

interface RowOf<K extends 'user' | 'role', T> {
  readonly id: string;
  readonly title: string;
  readonly target: K;
  /** Every one is needed on the target. */
  readonly actions: readonly string[];
  readonly techniques: readonly string[];
  readonly enables: string;
  readonly fix: string;
  judge(tools: Tools, target: T): Outcome;
}

/** A technique by which one principal obtains the credentials of another in its account. */
export type BecomeRow = RowOf<'user', User> | RowOf<'role', Role>;

const KEY_FIX =
  'Limit the permission by Resource to the holder itself, with the policy variable aws:username in the ARN.';

export const BECOME_ROWS: readonly BecomeRow[] = [
  {
    id: 'iam-002',
    title: 'Make an access key for another user (iam:CreateAccessKey)',
    target: 'user',
    actions: ['iam:CreateAccessKey'],
    techniques: ['T1098.001'],
    enables: 'The holder gets a long-lived key of the other user.',
    fix: KEY_FIX,
    judge: ({ ask, scene }, user) => all([ask('iam:CreateAccessKey', user.arn), roomForKey(scene, user)]),
  },
  {
    id: 'iam-003',
    title: 'Replace an access key of another user (iam:CreateAccessKey + iam:DeleteAccessKey)',
    target: 'user',
    actions: ['iam:CreateAccessKey', 'iam:DeleteAccessKey'],
    techniques: ['T1098.001'],
    enables: 'The holder deletes a key of a user that has two, and makes one for itself.',
    fix: KEY_FIX,
    judge: ({ ask }, user) =>
      all([ask('iam:CreateAccessKey', user.arn), ask('iam:DeleteAccessKey', user.arn)]),
  },
  {
    id: 'iam-004',
    title: 'Give another user a console password (iam:CreateLoginProfile)',
    target: 'user',
    actions: ['iam:CreateLoginProfile'],
    techniques: ['T1098.001'],
    enables: 'The holder sets the first console password of the other user and signs in as it.',
    fix: KEY_FIX,
    judge: ({ ask, scene }, user) =>
      all([
        ask('iam:CreateLoginProfile', user.arn),
        loginProfileIs(scene, user, 'absent'),
        secondFactor(scene.aws.facts.credentials.get(user.arn)?.mfa ?? null, user),
      ]),
  },
  {
    id: 'iam-006',
    title: 'Change the console password of another user (iam:UpdateLoginProfile)',
    target: 'user',
    actions: ['iam:UpdateLoginProfile'],
    techniques: ['T1098.001'],
    enables: 'The holder changes the console password of the other user and signs in as it.',
    fix: KEY_FIX,
    judge: ({ ask, scene }, user) =>
      all([
        ask('iam:UpdateLoginProfile', user.arn),
        loginProfileIs(scene, user, 'exists'),
        secondFactor(scene.aws.facts.credentials.get(user.arn)?.mfa ?? null, user),
      ]),
  },
  {
    id: 'iam-012',
    title: 'Have a role trust the holder (iam:UpdateAssumeRolePolicy)',
    target: 'role',
    actions: ['iam:UpdateAssumeRolePolicy'],
    techniques: ['T1098.003', 'T1548.005'],
    enables: 'The holder rewrites the trust policy of the role to name itself, and assumes it.',
    fix: 'Grant iam:UpdateAssumeRolePolicy to no one but the pipeline that manages roles, and on named roles only.',
    judge: ({ ask, principal }, role) =>
      all([
        ask('iam:UpdateAssumeRolePolicy', role.arn),
        assumes(principal, principal.set, role, trusting(principal.arn)),
      ]),
  },
];

/** A device that is known to be registered is asked for at sign-in. */
function secondFactor(mfa: boolean | null, user: User): Outcome {
  return mfa === true ? conditional(`sign-in also asks for the MFA device of ${user.name}`) : HOLDS;
}
