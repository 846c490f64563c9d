import { isJsonObject, type JsonObject } from '../../../schema/json.ts';
import { resolvePointer } from '../../../schema/json-pointer.ts';
import type { EvidenceRef } from '../../../schema/records.ts';
import { objectId, parseId } from '../../kubernetes/ids.ts';
import type { ClusterFact, ServiceAccountFact } from '../../kubernetes/read/facts.ts';
import { whyNotAsked } from '../admission/admits.ts';
import { policyObjects } from '../admission/policy-objects.ts';
import { above, append, below, type Edit } from '../edit.ts';
import type { Configuration, EditsOf } from './edits-of.ts';
import { notChangeable, notFound } from './find.ts';
import { subjectId } from './kubernetes-access.ts';

/** Annotations by which a cloud gives pods of an account an identity (EKS, GKE, Azure Workload Identity). */
const OF_CLOUDS = ['eks.amazonaws.com/', 'iam.gke.io/', 'azure.workload.identity/'];

/**
 * A new account: with `like`, every binding that names that one names this one too, and its cloud annotations and whether
 * pods get its token are taken over, and so are associations of EKS Pod Identity. What names the other elsewhere does not
 * name this one: the trust policy of a cloud role, a rule with its name.
 */
export const createServiceAccount: EditsOf<'create-service-account'> = (
  { cluster: clusterId, namespace, name, annotations = {}, like },
  configuration,
) => {
  const cluster = clusterOf(clusterId, configuration);
  const id = objectId(cluster.name, 'serviceaccount', namespace, name);
  const known = cluster.serviceAccounts.find((each) => each.id === id);
  if (known) throw notChangeable(id, 'the snapshot has it, so it cannot be created');
  if (cluster.namespaces.length > 0 && !cluster.namespaces.some((each) => each.name === namespace))
    throw notFound(`namespace of ${cluster.name} called`, namespace);
  const model = like === undefined ? null : accountLike(like, namespace, cluster);
  const taken = Object.entries(model?.annotations ?? {}).filter(([key]) =>
    OF_CLOUDS.some((prefix) => key.startsWith(prefix)),
  );
  const all = { ...Object.fromEntries(taken), ...annotations };
  const account: JsonObject = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: {
      name,
      namespace,
      ...(Object.keys(all).length === 0 ? {} : { annotations: all }),
    },
    ...(model && model.automount !== null ? { automountServiceAccountToken: model.automount } : {}),
  };
  const list = listFor(cluster.serviceAccounts.filter(({ assumed }) => !assumed)) ?? anyManifest(cluster);
  if (!list)
    throw notChangeable(id, `the snapshot has no list of service accounts of ${cluster.name} to add one to`);
  return [
    append(list, account),
    ...(model
      ? [...boundLike(model, name, cluster), ...associatedLike(model, name, cluster, configuration)]
      : []),
  ];
};

/** The bindings that name an account, with another account beside it. */
function boundLike(
  { id, namespace }: ServiceAccountFact,
  name: string,
  cluster: ClusterFact,
): readonly Edit[] {
  return cluster.bindings.flatMap(({ ref, subjects, id: binding }) => {
    if (!subjects.some((each) => subjectId(cluster.name, each) === id)) return [];
    if (!ref || !/^\/items\/\d+$/.test(ref.pointer))
      throw notChangeable(binding, 'no object of the snapshot describes it');
    return [append(below(ref, 'subjects'), { kind: 'ServiceAccount', namespace, name })];
  });
}

/** Associations of EKS Pod Identity, with others for another account. */
function associatedLike(
  model: ServiceAccountFact,
  name: string,
  cluster: ClusterFact,
  { estates, document }: Configuration,
): readonly Edit[] {
  return estates.aws.facts.eksClusters.flatMap((eks) => {
    if (eks.name !== cluster.name) return [];
    return eks.podIdentity.flatMap(({ namespace, serviceAccount, ref }) => {
      if (namespace !== model.namespace || serviceAccount !== model.name) return [];
      const known = resolvePointer(document(ref.observation), ref.pointer);
      if (!eks.podIdentityListing || !isJsonObject(known))
        throw notChangeable(model.id, `the list of associations of ${eks.name} was not collected`);
      const { associationArn: _, ...rest } = known;
      const associationId = `${known.associationId}-${name}`;
      return [append(eks.podIdentityListing, { ...rest, serviceAccount: name, associationId })];
    });
  });
}

function accountLike(like: string, namespace: string, cluster: ClusterFact): ServiceAccountFact {
  const model = cluster.serviceAccounts.find(({ id }) => id === like);
  if (!model) throw notFound(`service account of ${cluster.name} with the id`, like);
  if (model.namespace !== namespace)
    throw notChangeable(like, `it is of the namespace ${model.namespace}, and the new one of ${namespace}`);
  return model;
}

/** The policy with its binding, as objects of the cluster; what comes after it in a scenario is asked of it. */
export const admissionPolicy: EditsOf<'admission-policy'> = (change, configuration) => {
  const cluster = clusterOf(change.cluster, configuration);
  for (const { expression } of change.validations) {
    const why = whyNotAsked(expression);
    if (why !== null)
      throw notChangeable(
        change.cluster,
        `the policy ${change.name} asks what cannot be asked here (${expression}): ${why}`,
      );
  }
  const id = objectId(cluster.name, 'validatingadmissionpolicy', null, change.name);
  if (cluster.admissionPolicies.some((each) => each.id === id))
    throw notChangeable(id, 'the snapshot has it, so it cannot be created');
  // Objects say their own kind: a list of another kind holds them as well, where no list of policies has any.
  const list =
    listFor(cluster.admissionPolicies) ??
    listFor(cluster.namespaces.filter(({ assumed }) => !assumed)) ??
    listFor(cluster.serviceAccounts.filter(({ assumed }) => !assumed)) ??
    anyManifest(cluster);
  if (!list) throw notChangeable(change.cluster, 'the snapshot has no list of its objects to add one to');
  return policyObjects(change, ['Deny']).map((each) => append(list, each));
};

export function clusterOf(id: string, { estates }: Pick<Configuration, 'estates'>): ClusterFact {
  const cluster = estates.kubernetes.facts.clusters.find((each) => each.id === id);
  if (!cluster || parseId(id)?.kind) throw notFound('cluster', id);
  return cluster;
}

/** The list that objects of a kind stand in; null where none was collected. */
function listFor(objects: readonly { readonly ref: EvidenceRef }[]): EvidenceRef | null {
  const beside = objects.find(({ ref }) => /^\/items\/\d+$/.test(ref.pointer));
  return beside ? above(beside.ref) : null;
}

/** Files hold objects of every kind, each of which says its own. */
function anyManifest(cluster: ClusterFact): EvidenceRef | null {
  if (!cluster.filesOnly) return null;
  return listFor([
    ...cluster.controllers,
    ...cluster.pods,
    ...cluster.secrets,
    ...cluster.configMaps,
    ...cluster.bindings.flatMap(({ ref }) => (ref ? [{ ref }] : [])),
  ]);
}
