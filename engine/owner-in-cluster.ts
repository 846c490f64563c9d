import {
  clustersFor,
  factOf,
  type KnownCluster,
  namesInCluster,
} from '../analysis/credentials/owner-in-cluster.ts';
import type { Recognition } from '../schema/contract.ts';
import type { EntityRow, SnapshotReader } from '../schema/snapshot/types.ts';

/**
 * Whose a credential of Kubernetes is: the service account that a token names, or the user (else a group) of a kubeconfig.
 * A token is of the cluster that has its issuer; where that cannot be compared, of the only cluster there is.
 */
export function ownerInCluster(reader: SnapshotReader, recognition: Recognition): EntityRow | null {
  for (const cluster of clustersFor(knownClusters(reader), recognition))
    for (const name of namesInCluster(recognition)) {
      const found = reader.entityById(`${cluster.id}/${name}`);
      if (found) return found;
    }
  return null;
}

/** Why no cluster of the snapshot has it, in words; null for credentials of other systems. */
export function whyNotInCluster(reader: SnapshotReader, recognition: Recognition): string | null {
  if (recognition.type !== 'kubernetes-service-account-token' && recognition.type !== 'kubeconfig')
    return null;
  const all = knownClusters(reader);
  const clusters = clustersFor(all, recognition);
  const what = recognition.type === 'kubeconfig' ? 'kubeconfig' : `token of ${recognition.identifier}`;
  if (all.length === 0) return `This is a ${what}. No cluster is in this snapshot.`;
  if (clusters.length === 0)
    return recognition.type === 'kubeconfig'
      ? `This is a ${what}. Which of the clusters in this snapshot it is for cannot be told.`
      : `This is a ${what}. Its issuer, ${factOf(recognition, 'issuer') ?? 'which it does not say,'} is that of no cluster in this snapshot.`;
  return `This is a ${what}. The cluster ${clusters.map(({ name }) => name).join(', ')} is in this snapshot, but not who it is of: that was deleted, or not collected.`;
}

function knownClusters(reader: SnapshotReader): readonly (KnownCluster & { readonly id: string })[] {
  return [...reader.entities({ kind: 'k8s-cluster' })].map(({ id, name, attributes }) => ({
    id,
    name,
    issuer: typeof attributes.issuer === 'string' && attributes.issuer !== '' ? attributes.issuer : null,
  }));
}
