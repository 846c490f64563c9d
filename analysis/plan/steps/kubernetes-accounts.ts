import { shellWord } from '../../containment/shell.ts';
import { parseId } from '../../kubernetes/ids.ts';
import { changeWords } from '../../scenario/change-words.ts';
import { subjectsNaming } from '../../scenario/changes/kubernetes-access.ts';
import { workloadOf } from '../../scenario/changes/kubernetes-accounts.ts';
import type { PlanContext, StepOf, StepParts } from '../plan-step.ts';
import { removeSubjectStep } from './kubernetes-access.ts';
import { canI, dryRun, fileOf, manifest, objectWords } from './kubernetes-manifest.ts';

export const deleteServiceAccountStep: StepOf<'delete-service-account'> = (change, context) => {
  const { fact } = accountOf(change.account, context);
  const file = fileOf(change.account);
  const command = `kubectl delete ${objectWords(change.account)}`;
  return {
    stage: 'remove',
    title: changeWords(change),
    note: 'Every token of it is refused from then on, also once an account of its name is made again. Pods that run as it go on without, and new ones do not start.',
    document: {
      name: file,
      before: manifest(context.around(fact.ref).before, 'v1', 'ServiceAccount'),
      after: null,
    },
    commands: [command],
    test: [dryRun(command), podsWith(fact.namespace, fact.name)],
    rollback: [`kubectl apply --filename before-${file}`, 'Restart its pods: tokens of before stay refused.'],
  };
};

export const quarantineServiceAccountStep: StepOf<'quarantine-service-account'> = (change, context) => {
  const { cluster, fact } = accountOf(change.account, context);
  const named = cluster.bindings.filter((each) => subjectsNaming(each, cluster, change.account).length > 0);
  const patches = named.flatMap(({ id }) => {
    const own = { change: 'remove-subject', binding: id, subject: change.account } as const;
    return removeSubjectStep(own, context)?.commands ?? [];
  });
  const file = fileOf(change.account);
  const place = context.around(fact.ref);
  const before = manifest(place.before, 'v1', 'ServiceAccount');
  const after = manifest(place.after, 'v1', 'ServiceAccount');
  const account = objectWords(change.account);
  const off = `kubectl patch ${account} --patch ${shellWord('{"automountServiceAccountToken":false}')}`;
  const role = Object.hasOwn(fact.annotations, 'eks.amazonaws.com/role-arn')
    ? [`kubectl annotate ${account} eks.amazonaws.com/role-arn-`]
    : [];
  return {
    stage: 'stop',
    title: changeWords(change),
    note: 'RBAC has no deny: what its groups are given stays, and so does a cloud role whose trust policy names it. Pods keep the token they have until they are started again.',
    commands: [
      ...patches,
      ...(fact.assumed ? [] : [off]),
      ...role,
      `kubectl delete pods --namespace ${shellWord(fact.namespace)} --field-selector ${shellWord(`spec.serviceAccountName=${fact.name}`)}`,
    ],
    test: [...patches.map(dryRun), canI(change.account), podsWith(fact.namespace, fact.name)],
    ...(fact.assumed ? {} : { document: { name: file, before, after } }),
    rollback: [
      ...(fact.assumed ? [] : [`kubectl apply --filename before-${file}`]),
      ...named.map(
        ({ kind, namespace, name, role: given }) =>
          `kubectl patch ${kind.toLowerCase()} ${shellWord(name)}${namespace === null ? '' : ` --namespace ${shellWord(namespace)}`} --type json --patch ${shellWord(JSON.stringify([{ op: 'add', path: '/subjects/-', value: { kind: 'ServiceAccount', namespace: fact.namespace, name: fact.name } }]))} # gives ${shellWord(given.name)} back`,
      ),
    ],
  };
};

export const setServiceAccountStep: StepOf<'set-service-account'> = (change, context) => {
  const { own } = workloadOf(change.workload, context.configuration);
  const { kind } = parseId(change.workload) ?? { kind: null };
  const namespace = own.namespace;
  const subject = `k8s://${parseId(change.workload)?.cluster}/serviceaccount/${namespace}/${change.account}`;
  const set = (account: string) =>
    `kubectl set serviceaccount ${kind} ${shellWord(own.name)} ${shellWord(account)} --namespace ${shellWord(namespace)}`;
  if (kind !== 'pod' && change.labels !== undefined)
    return withLabels(change.workload, change.account, change.labels, own, subject);
  if (kind === 'pod' || kind === 'cronjob')
    return {
      stage: 'repair',
      title: changeWords(change),
      note:
        kind === 'pod'
          ? 'The account of a pod cannot be changed: delete the pod, and make it again from its manifest with the other account.'
          : '',
      commands:
        kind === 'pod'
          ? [`kubectl delete ${objectWords(change.workload)}`]
          : [cronPatch(change.workload, change.account)],
      test: [canI(subject)],
      rollback:
        kind === 'pod'
          ? ['Make the pod again from its manifest as it was.']
          : [cronPatch(change.workload, own.spec.serviceAccount)],
    };
  return {
    stage: 'repair',
    title: changeWords(change),
    note: 'Its pods are replaced, one after the other.',
    commands: [set(change.account)],
    test: [dryRun(set(change.account)), canI(subject)],
    rollback: [set(own.spec.serviceAccount)],
  };
};

export const setAutomountStep: StepOf<'set-automount'> = (change, context) => {
  const account = findAccount(change.of, context);
  const said = `"automountServiceAccountToken":${change.automount}`;
  const kind = parseId(change.of)?.kind;
  const [body, back] = account
    ? [`{${said}}`, backTo(account.fact.automount)]
    : wrapped(kind ?? null, said, workloadOf(change.of, context.configuration).own.spec.automount);
  const patch = (text: string) => `kubectl patch ${objectWords(change.of)} --patch ${shellWord(text)}`;
  const restart = account
    ? [
        `kubectl delete pods --namespace ${shellWord(account.fact.namespace)} --field-selector ${shellWord(`spec.serviceAccountName=${account.fact.name}`)}`,
      ]
    : [];
  return {
    stage: 'repair',
    title: changeWords(change),
    note:
      kind === 'pod'
        ? 'A pod keeps what it was started with: make it again from its manifest.'
        : 'Code that calls the API server with the mounted token is refused from then on; pods keep theirs until they are started again.',
    commands: kind === 'pod' ? [] : [patch(body), ...restart],
    test: kind === 'pod' ? [] : [dryRun(patch(body))],
    rollback: kind === 'pod' ? [] : [patch(back), ...restart],
  };
};

function backTo(automount: boolean | null): string {
  return `{"automountServiceAccountToken":${automount}}`;
}

function wrapped(kind: string | null, said: string, before: boolean | null): readonly [string, string] {
  const around = (text: string) =>
    kind === 'cronjob'
      ? `{"spec":{"jobTemplate":{"spec":{"template":{"spec":${text}}}}}}`
      : `{"spec":{"template":{"spec":${text}}}}`;
  return [around(`{${said}}`), around(backTo(before))];
}

/** One patch for both, so that no pod is made with one and without the other. */
function withLabels(
  workload: string,
  account: string,
  labels: Readonly<Record<string, string>>,
  own: ReturnType<typeof workloadOf>['own'],
  subject: string,
): StepParts {
  const before = 'templateLabels' in own ? own.templateLabels : {};
  const patch = (name: string, those: Readonly<Record<string, string | null>>) => {
    const template = { metadata: { labels: those }, spec: { serviceAccountName: name } };
    const body =
      parseId(workload)?.kind === 'cronjob'
        ? { spec: { jobTemplate: { spec: { template } } } }
        : { spec: { template } };
    return `kubectl patch ${objectWords(workload)} --patch ${shellWord(JSON.stringify(body))}`;
  };
  const command = patch(account, labels);
  const back = Object.fromEntries(Object.keys(labels).map((key) => [key, before[key] ?? null]));
  return {
    stage: 'repair',
    title: changeWords({ change: 'set-service-account', workload, account, labels: { ...labels } }),
    note: 'Its pods are replaced, one after the other. A label that the selector of a service asks for has the service send to them.',
    commands: [command],
    test: [dryRun(command), canI(subject)],
    rollback: [patch(own.spec.serviceAccount, back)],
  };
}

function cronPatch(id: string, account: string): string {
  const body = { spec: { jobTemplate: { spec: { template: { spec: { serviceAccountName: account } } } } } };
  return `kubectl patch ${objectWords(id)} --patch ${shellWord(JSON.stringify(body))}`;
}

function podsWith(namespace: string, account: string): string {
  return `kubectl get pods --namespace ${shellWord(namespace)} --field-selector ${shellWord(`spec.serviceAccountName=${account}`)}`;
}

function findAccount(id: string, { configuration }: PlanContext) {
  for (const cluster of configuration.estates.kubernetes.facts.clusters) {
    const fact = cluster.serviceAccounts.find((each) => each.id === id);
    if (fact) return { cluster, fact };
  }
  return null;
}

function accountOf(id: string, context: PlanContext) {
  const found = findAccount(id, context);
  // Making the edits found it already.
  if (!found) throw new Error(`no service account ${id}`);
  return found;
}
