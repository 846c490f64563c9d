import { stringify } from 'yaml';
import { isJsonObject, type Json } from '../../../schema/json.ts';
import { commandLine, shellWord } from '../../containment/shell.ts';
import { objectId, parseId } from '../../kubernetes/ids.ts';
import { policyObjects } from '../../scenario/admission/policy-objects.ts';
import { changeWords } from '../../scenario/change-words.ts';
import { subjectId } from '../../scenario/changes/kubernetes-access.ts';
import { workloadOf } from '../../scenario/changes/kubernetes-accounts.ts';
import { clusterOf } from '../../scenario/changes/kubernetes-new-accounts.ts';
import type { PlanContext, StepOf } from '../plan-step.ts';
import { canI, dryRun, fileOf, objectWords, patchCommand } from './kubernetes-manifest.ts';

export const createServiceAccountStep: StepOf<'create-service-account'> = (
  change,
  { edits, configuration },
) => {
  const cluster = clusterOf(change.cluster, configuration);
  const id = objectId(cluster.name, 'serviceaccount', change.namespace, change.name);
  const file = fileOf(id);
  const apply = `kubectl apply --filename ${file}`;
  const subject = { kind: 'ServiceAccount', namespace: change.namespace, name: change.name };
  const named = cluster.bindings.filter(
    ({ subjects }) =>
      change.like !== undefined && subjects.some((each) => subjectId(cluster.name, each) === change.like),
  );
  const patches = named.map((binding) =>
    patchCommand(binding.id, [{ op: 'add', path: '/subjects/-', value: subject }]),
  );
  const associations = configuration.estates.aws.facts.eksClusters.flatMap((eks) =>
    eks.name !== cluster.name
      ? []
      : eks.podIdentity.flatMap(({ namespace, serviceAccount, roleArn }) =>
          objectId(cluster.name, 'serviceaccount', namespace, serviceAccount) === change.like
            ? [
                commandLine('aws eks create-pod-identity-association', [
                  ['cluster-name', eks.name],
                  ['namespace', namespace],
                  ['service-account', change.name],
                  ['role-arn', roleArn],
                ]),
              ]
            : [],
        ),
  );
  return {
    stage: 'repair',
    title: changeWords(change),
    note:
      change.like === undefined
        ? ''
        : 'What names the other account elsewhere does not name this one: the trust policy of a cloud role, a rule with its name.',
    document: { name: file, before: null, after: appendedAs('ServiceAccount', edits) },
    commands: [apply, ...patches, ...associations],
    test: [dryRun(apply), ...patches.map(dryRun), canI(id)],
    rollback: [
      ...associations.map(
        () =>
          `aws eks delete-pod-identity-association --cluster-name ${shellWord(cluster.name)} --association-id ID`,
      ),
      ...named.map((binding) =>
        patchCommand(binding.id, [
          { op: 'test', path: `/subjects/${binding.subjects.length}/name`, value: change.name },
          { op: 'remove', path: `/subjects/${binding.subjects.length}` },
        ]),
      ),
      `kubectl delete ${objectWords(id)}`,
    ],
  };
};

export const restartWorkloadStep: StepOf<'restart-workload'> = (change, { configuration }) => {
  const { own } = workloadOf(change.workload, configuration);
  const kind = parseId(change.workload)?.kind ?? '';
  const words = `${kind}/${shellWord(own.name)} --namespace ${shellWord(own.namespace)}`;
  const rolls = ['deployment', 'statefulset', 'daemonset'].includes(kind);
  return {
    stage: 'repair',
    title: changeWords(change),
    note: rolls
      ? 'Its pods are replaced, one after the other; those that admission refuses are not made.'
      : 'What made its pods makes them again; a pod that nothing made is made from its manifest.',
    commands: [rolls ? `kubectl rollout restart ${words}` : `kubectl delete ${objectWords(change.workload)}`],
    test: [
      `kubectl get ${kind} ${shellWord(own.name)} --namespace ${shellWord(own.namespace)} --output yaml`,
    ],
    rollback: [rolls ? `kubectl rollout undo ${words}` : 'Make it again from its manifest.'],
  };
};

export const admissionPolicyStep: StepOf<'admission-policy'> = (change) => {
  const file = `admission-policy-${change.name}.yaml`;
  const apply = `kubectl apply --filename ${file}`;
  const [policy, binding] = policyObjects(change, ['Deny']);
  return {
    stage: 'repair',
    title: changeWords(change),
    note: 'What is there keeps running: a policy is asked about what is written from then on. Apply it with validationActions Warn and Audit first, and see what it would refuse.',
    document: { name: file, before: null, after: `${stringify(policy)}---\n${stringify(binding)}` },
    commands: [apply],
    test: [dryRun(apply)],
    rollback: [
      `kubectl delete validatingadmissionpolicybinding ${shellWord(change.name)}`,
      `kubectl delete validatingadmissionpolicy ${shellWord(change.name)}`,
    ],
  };
};

function appendedAs(kind: string, edits: PlanContext['edits']): Json | null {
  for (const edit of edits)
    if (
      edit.op === 'append' &&
      isJsonObject(edit.value) &&
      edit.value.kind === kind &&
      'metadata' in edit.value
    )
      return edit.value;
  return null;
}
