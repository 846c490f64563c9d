import { resolvePointer } from '../../../schema/json-pointer.ts';
import type { EvidenceRef } from '../../../schema/records.ts';
import type {
  ClusterFact,
  ControllerFact,
  PodFact,
  ServiceAccountFact,
} from '../../kubernetes/read/facts.ts';
import { ROLE_ANNOTATION } from '../../rules/kubernetes/cloud/irsa.ts';
import { above, below, type Edit, remove, replace } from '../edit.ts';
import type { Configuration, EditsOf } from './edits-of.ts';
import { notChangeable, notFound } from './find.ts';
import { subjectsNaming } from './kubernetes-access.ts';

export const deleteServiceAccount: EditsOf<'delete-service-account'> = ({ account }, configuration) => {
  const { fact } = accountOf(account, configuration);
  if (fact.assumed) throw notChangeable(account, 'a namespace always has its account "default"');
  return [remove(fact.ref)];
};

/**
 * RBAC has no deny: what names the account goes, and so do its token in pods and the cloud role of its annotation and of
 * EKS Pod Identity. What its groups are given stays.
 */
export const quarantineServiceAccount: EditsOf<'quarantine-service-account'> = (
  { account },
  configuration,
) => {
  const { cluster, fact } = accountOf(account, configuration);
  const edits: Edit[] = cluster.bindings.flatMap((binding) => subjectsNaming(binding, cluster, account));
  if (!fact.assumed) edits.push(...tokenOff(fact, cluster));
  if (fact.annotations[ROLE_ANNOTATION] !== undefined)
    edits.push(
      remove(below(fact.ref, 'metadata', 'annotations', ROLE_ANNOTATION)),
      ...podsOf(fact, cluster).flatMap(({ spec }) =>
        spec.volumes.flatMap(({ name, ref }) => (name === 'aws-iam-token' ? [remove(ref)] : [])),
      ),
    );
  for (const { name, podIdentity } of configuration.estates.aws.facts.eksClusters)
    for (const { namespace, serviceAccount, ref } of podIdentity)
      if (name === cluster.name && namespace === fact.namespace && serviceAccount === fact.name)
        edits.push(remove(ref));
  return edits;
};

/** What makes pods, with the pods it made: they are as they would be once they were started again. */
export const setServiceAccount: EditsOf<'set-service-account'> = (
  { workload, account, labels = {} },
  configuration,
) => {
  const { own, made } = workloadOf(workload, configuration);
  return [own, ...made].flatMap((each) => [
    replace(below(each.spec.ref, 'serviceAccountName'), account),
    ...labelled(each, labels, configuration),
  ]);
};

/** Labels of a pod, or of what a template makes; where there are none yet, the first makes their place. */
function labelled(
  { spec }: Workload,
  labels: Readonly<Record<string, string>>,
  { document }: Configuration,
): readonly Edit[] {
  if (Object.keys(labels).length === 0) return [];
  const made = above(spec.ref);
  const there = (member: EvidenceRef) =>
    resolvePointer(document(member.observation), member.pointer) !== undefined;
  const metadata = below(made, 'metadata');
  if (!there(metadata)) return [replace(metadata, { labels: { ...labels } })];
  const place = below(metadata, 'labels');
  if (!there(place)) return [replace(place, { ...labels })];
  return Object.entries(labels).map(([key, value]) => replace(below(place, key), value));
}

export const setAutomount: EditsOf<'set-automount'> = ({ of, automount }, configuration) => {
  const account = findAccount(of, configuration);
  if (account) {
    if (account.fact.assumed) throw notChangeable(of, 'nothing of the snapshot describes it');
    return automount
      ? [replace(below(account.fact.ref, 'automountServiceAccountToken'), true)]
      : tokenOff(account.fact, account.cluster);
  }
  const { own, made } = workloadOf(of, configuration);
  return [own, ...made].flatMap((each) => [
    replace(below(each.spec.ref, 'automountServiceAccountToken'), automount),
    ...(automount ? [] : withoutInjected(each)),
  ]);
};

function tokenOff(account: ServiceAccountFact, cluster: ClusterFact): readonly Edit[] {
  const running = podsOf(account, cluster).filter(({ spec }) => spec.automount === null);
  return [
    replace(below(account.ref, 'automountServiceAccountToken'), false),
    ...running.flatMap(withoutInjected),
  ];
}

function podsOf({ namespace, name }: ServiceAccountFact, { pods }: ClusterFact): readonly PodFact[] {
  return pods.filter((pod) => pod.namespace === namespace && pod.spec.serviceAccount === name);
}

/** The volume that the admission gave a pod is not there once the pod is made anew. */
function withoutInjected({ spec }: Pick<PodFact, 'spec'>): readonly Edit[] {
  return spec.volumes.flatMap(({ name, ref }) =>
    /^kube-api-access(-[a-z0-9]+)?$/.test(name) ? [remove(ref)] : [],
  );
}

function accountOf(id: string, configuration: Configuration) {
  const found = findAccount(id, configuration);
  if (!found) throw notFound('service account', id);
  return found;
}

function findAccount(id: string, { estates }: Configuration) {
  for (const cluster of estates.kubernetes.facts.clusters) {
    const fact = cluster.serviceAccounts.find((each) => each.id === id);
    if (fact) return { cluster, fact };
  }
  return null;
}

type Workload = PodFact | ControllerFact;

export function workloadOf(
  id: string,
  { estates }: Pick<Configuration, 'estates'>,
): { readonly own: Workload; readonly made: readonly Workload[] } {
  for (const { pods, controllers } of estates.kubernetes.facts.clusters) {
    const all: readonly Workload[] = [...controllers, ...pods];
    const own = all.find((each) => each.id === id);
    if (own) return { own, made: madeBy(own, all) };
  }
  throw notFound('pod or controller', id);
}

/** Everything that it owns, and what that owns: of a deployment its replica sets and their pods. */
function madeBy(owner: Workload, all: readonly Workload[]): readonly Workload[] {
  const kind = 'kind' in owner ? owner.kind : 'Pod';
  const own = all.filter(
    (each) =>
      each.namespace === owner.namespace && each.owner?.kind === kind && each.owner.name === owner.name,
  );
  return own.flatMap((each) => [each, ...madeBy(each, all)]);
}
