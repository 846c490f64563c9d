import { isJsonObject } from '../../../schema/json.ts';
import type { Change } from '../../../schema/scenario.ts';
import { changeWords } from '../../scenario/change-words.ts';
import { resourceOf } from '../../scenario/changes/aws-resources.ts';
import { placeChange } from '../../scenario/place-change.ts';
import type { PlanContext, StepOf, StepParts } from '../plan-step.ts';
import { controlPolicy } from './aws-organization.ts';
import { editedPolicy } from './aws-policies.ts';
import { resourcePolicy } from './aws-resources.ts';

export const removeStatementStep: StepOf<'remove-statement'> = (change, context) => {
  const title = titleOf(change, context);
  if (change.policy === 'resource')
    return resourcePolicy(resourceOf(change.of, context.configuration), title, context);
  if (change.policy === 'control') return controlPolicy(change.of, title, context);
  return editedPolicy(title, context);
};

/** What stands at a place, and what would; commands only where it is a policy, which is known by where it stands. */
export const placeStep: StepOf<'remove-entity' | 'remove-at' | 'replace-at'> = (change, context) => {
  const title = titleOf(change, context);
  const [edit] = context.edits;
  if (!edit) return null;
  const policy = editedPolicy(title, context);
  if (policy) return policy;
  const { before, after } = context.around(edit);
  const step: StepParts = {
    stage: change.change === 'remove-entity' ? 'remove' : 'repair',
    title,
    note: 'There is no one command for it: the document says what is changed.',
    document: {
      name: `${edit.pointer.slice(edit.pointer.lastIndexOf('/') + 1) || 'document'}.json`,
      before: isJsonObject(before) || Array.isArray(before) ? before : (before ?? null),
      after: edit.op === 'remove' ? null : after,
    },
    commands: [],
    test: [],
    rollback: [],
  };
  return step;
};

/** What is removed has a name of its own: its Sid, or what it is. */
function titleOf(change: Change, { source, configuration, edits }: PlanContext): string {
  const [edit] = edits;
  if (change.change === 'remove-entity' || !edit) return changeWords(change);
  const told = placeChange(
    source.document(edit.observation),
    edit,
    { from: '', to: '' },
    configuration.estates,
  );
  return told?.title ?? changeWords(change);
}
