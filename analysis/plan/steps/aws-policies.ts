import { isJsonObject, type Json } from '../../../schema/json.ts';
import { commandLine } from '../../containment/shell.ts';
import { changeWords } from '../../scenario/change-words.ts';
import type { PlanContext, StepOf, StepParts } from '../plan-step.ts';
import { policyAround } from '../policy-place.ts';
import {
  attachmentStep,
  boundaryStep,
  deleteInline,
  emptyPolicy,
  nameOf,
  newInlineStep,
  replacePolicy,
} from './aws-commands.ts';

/** The policy that an edit is made in, put anew as it would be; null where it is none that a command can replace. */
export function editedPolicy(title: string, { edits, source, around }: PlanContext): StepParts | null {
  const [edit] = edits;
  if (!edit) return null;
  const observation = source.document(edit.observation);
  const place = policyAround(observation, edit.pointer);
  if (place) {
    const { after } = around({ observation: edit.observation, pointer: place.pointer });
    return hasStatement(after) ? replacePolicy(title, place, after) : emptyPolicy(title, place);
  }
  const whole = policyAround(observation, `${edit.pointer}/PolicyDocument`);
  return edit.op === 'remove' && whole?.kind === 'inline' ? deleteInline(title, whole) : null;
}

function hasStatement(policy: Json | null): boolean {
  if (!isJsonObject(policy)) return false;
  const { Statement: statement } = policy;
  return Array.isArray(statement) ? statement.length > 0 : isJsonObject(statement);
}

export const putInlineStep: StepOf<'put-inline-policy'> = (change, context) =>
  editedPolicy(changeWords(change), context) ??
  newInlineStep(changeWords(change), change.principal, change.name, change.document, 'repair');

export const editedPolicyStep: StepOf<
  'delete-inline-policy' | 'edit-policy' | 'set-trust' | 'tighten-trust'
> = (change, context) => editedPolicy(changeWords(change), context);

export const attachStep: StepOf<'attach-policy'> = (change) =>
  attachmentStep(changeWords(change), change.principal, change.policy, 'attach');

export const detachStep: StepOf<'detach-policy'> = (change) =>
  attachmentStep(changeWords(change), change.principal, change.policy, 'detach');

export const setBoundaryStep: StepOf<'set-boundary'> = ({ principal, policy }, { configuration }) =>
  boundaryStep(
    principal,
    policy,
    configuration.estates.aws.principals.get(principal)?.fact.boundary?.arn ?? null,
  );

/** The policy that a scenario adds is what the command puts. */
export const denialStep: StepOf<'quarantine' | 'revoke-sessions'> = (change, { edits }) => {
  const [edit] = edits;
  const value = edit && 'value' in edit ? edit.value : null;
  const policy = isJsonObject(value) ? value : {};
  const principal = change.change === 'quarantine' ? change.principal : change.role;
  return {
    ...newInlineStep(
      changeWords(change),
      principal,
      String(policy.PolicyName ?? 'TrustpathQuarantine'),
      policy.PolicyDocument ?? null,
      change.change === 'quarantine' ? 'stop' : 'end',
    ),
    note:
      change.change === 'quarantine'
        ? 'Whatever runs as it fails from that moment on.'
        : 'Sessions of everyone who has one end, and have to be opened again.',
  };
};

export const groupStep: StepOf<'add-to-group' | 'remove-from-group'> = (change) => {
  const { name } = nameOf(change.user);
  return membershipCommands(changeWords(change), name, change.group, change.change === 'add-to-group');
};

function membershipCommands(title: string, user: string, group: string, adds: boolean): StepParts {
  const put = nameCommand('add-user-to-group', user, group);
  const take = nameCommand('remove-user-from-group', user, group);
  return {
    stage: 'repair',
    title,
    commands: [adds ? put : take],
    test: [
      listCommand('list-groups-for-user', 'user-name', user),
      listCommand('list-attached-group-policies', 'group-name', group),
    ],
    rollback: [adds ? take : put],
  };
}

function nameCommand(operation: string, user: string, group: string): string {
  return commandLine(`aws iam ${operation}`, [
    ['user-name', user],
    ['group-name', group],
  ]);
}

function listCommand(operation: string, option: string, value: string): string {
  return commandLine(`aws iam ${operation}`, [[option, value]]);
}
