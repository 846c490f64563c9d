import type { Json, JsonObject } from '../../../schema/json.ts';
import { changeWords } from '../../scenario/change-words.ts';
import { bindingOf, roleOf, subjectId } from '../../scenario/changes/kubernetes-access.ts';
import type { PlanContext, StepOf, StepParts } from '../plan-step.ts';
import { canI, dryRun, fileOf, manifest, objectWords, patchCommand } from './kubernetes-manifest.ts';

const RBAC = 'rbac.authorization.k8s.io/v1';

export const deleteBindingStep: StepOf<'delete-binding'> = (change, context) => {
  const { cluster, fact } = bindingOf(change.binding, context.configuration);
  return deletion(
    change.binding,
    changeWords(change),
    fact.kind,
    fact.ref && context.around(fact.ref).before,
    {
      test: fact.subjects.map((each) => canI(subjectId(cluster.name, each))),
      note: `Every subject of it loses what ${fact.role.name} allows: ${fact.subjects.map(({ name }) => name).join(', ')}.`,
    },
  );
};

export const removeSubjectStep: StepOf<'remove-subject'> = (change, context) => {
  const { cluster, fact } = bindingOf(change.binding, context.configuration);
  const operations = fact.subjects.flatMap((each, index): JsonObject[] => {
    if (subjectId(cluster.name, each) !== change.subject) return [];
    const at = Number(each.ref?.pointer.split('/').at(-1) ?? index);
    return [
      { op: 'test', path: `/subjects/${at}/name`, value: each.name },
      { op: 'remove', path: `/subjects/${at}` },
    ];
  });
  const patch = patchCommand(change.binding, operations);
  return {
    stage: 'repair',
    title: changeWords(change),
    ...(fact.ref ? { document: documentOf(change.binding, fact.ref, fact.kind, context) } : {}),
    commands: [patch],
    test: [dryRun(patch), canI(change.subject)],
    rollback: [`kubectl apply --filename before-${fileOf(change.binding)}`],
  };
};

export const addBindingStep: StepOf<'add-binding'> = (change, { edits }) => {
  const [edit] = edits;
  const kind = change.namespace === null ? 'clusterrolebinding' : 'rolebinding';
  const where = change.namespace === null ? change.name : `${change.namespace}/${change.name}`;
  const id = `k8s://cluster/${kind}/${where}`;
  const file = fileOf(id);
  return {
    stage: 'repair',
    title: changeWords(change),
    document: { name: file, before: null, after: edit?.op === 'append' ? edit.value : null },
    commands: [`kubectl apply --filename ${file}`],
    test: [dryRun(`kubectl apply --filename ${file}`), canI(change.subject)],
    rollback: [`kubectl delete ${objectWords(id)}`],
  };
};

export const deleteRoleStep: StepOf<'delete-role'> = (change, context) => {
  const { fact } = roleOf(change.role, context.configuration);
  return deletion(change.role, changeWords(change), fact.kind, fact.ref && context.around(fact.ref).before, {
    test: [],
    note: 'Bindings to it stay, and give nothing; one that is made again under its name gives again.',
  });
};

export const editRoleStep: StepOf<'edit-role'> = (change, context) => {
  const { fact } = roleOf(change.role, context.configuration);
  const file = fileOf(change.role);
  return {
    stage: 'repair',
    title: changeWords(change),
    ...(fact.ref ? { document: documentOf(change.role, fact.ref, fact.kind, context) } : {}),
    commands: [`kubectl replace --filename ${file}`],
    test: [`kubectl diff --filename ${file}`, dryRun(`kubectl replace --filename ${file}`)],
    rollback: [`kubectl replace --filename before-${file}`],
  };
};

export const removeRuleStep: StepOf<'remove-rule'> = (change, context) => {
  const { fact } = roleOf(change.role, context.configuration);
  const rule = fact.rules.find(({ index }) => index === change.rule);
  const value = rule?.ref ? context.around(rule.ref).before : null;
  const path = `/rules/${change.rule}`;
  const patch = patchCommand(change.role, [
    ...(value === null ? [] : [{ op: 'test', path, value } as JsonObject]),
    { op: 'remove', path },
  ]);
  return {
    stage: 'repair',
    title: changeWords(change),
    ...(fact.ref ? { document: documentOf(change.role, fact.ref, fact.kind, context) } : {}),
    commands: [patch],
    test: [dryRun(patch)],
    rollback: [`kubectl replace --filename before-${fileOf(change.role)}`],
  };
};

function documentOf(
  id: string,
  ref: Parameters<PlanContext['around']>[0],
  kind: string,
  context: PlanContext,
) {
  const { before, after } = context.around(ref);
  return { name: fileOf(id), before: manifest(before, RBAC, kind), after: manifest(after, RBAC, kind) };
}

function deletion(
  id: string,
  title: string,
  kind: string,
  before: Json | null,
  { test, note }: Pick<StepParts, 'test'> & { readonly note: string },
): StepParts {
  const command = `kubectl delete ${objectWords(id)}`;
  const file = fileOf(id);
  return {
    stage: 'repair',
    title,
    note,
    document: { name: file, before: manifest(before, RBAC, kind), after: null },
    commands: [command],
    test: [dryRun(command), ...test],
    rollback: [`kubectl apply --filename before-${file}`],
  };
}
