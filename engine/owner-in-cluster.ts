import type { Recognition } from '../schema/contract.ts';
import type { EntityRow, SnapshotReader } from '../schema/snapshot/types.ts';

/**
 * Whose a credential of Kubernetes is: the service account that a token names, or the user (else a group) of a kubeconfig.
 * A token is of the cluster that has its issuer; where that cannot be compared, of the only cluster there is.
 */
export function ownerInCluster(reader: SnapshotReader, recognition: Recognition): EntityRow | null {
  for (const cluster of clustersOf(reader, recognition))
    for (const name of namesOf(recognition)) {
      const found = reader.entityById(`${cluster.id}/${name}`);
      if (found) return found;
    }
  return null;
}

/** Why no cluster of the snapshot has it, in words; null for credentials of other systems. */
export function whyNotInCluster(reader: SnapshotReader, recognition: Recognition): string | null {
  if (recognition.type !== 'kubernetes-service-account-token' && recognition.type !== 'kubeconfig')
    return null;
  const all = [...reader.entities({ kind: 'k8s-cluster' })];
  const clusters = clustersOf(reader, recognition);
  const what = recognition.type === 'kubeconfig' ? 'kubeconfig' : `token of ${recognition.identifier}`;
  if (all.length === 0) return `This is a ${what}. No cluster is in this snapshot.`;
  if (clusters.length === 0)
    return recognition.type === 'kubeconfig'
      ? `This is a ${what}. Which of the clusters in this snapshot it is for cannot be told.`
      : `This is a ${what}. Its issuer, ${factOf(recognition, 'issuer') ?? 'which it does not say,'} is that of no cluster in this snapshot.`;
  return `This is a ${what}. The cluster ${clusters.map(({ name }) => name).join(', ')} is in this snapshot, but not who it is of: that was deleted, or not collected.`;
}

/** Tokens in secrets have had this issuer, in every cluster, since before issuers had URLs. */
const LEGACY_ISSUER = 'kubernetes/serviceaccount';

function clustersOf(reader: SnapshotReader, recognition: Recognition): readonly EntityRow[] {
  const all = [...reader.entities({ kind: 'k8s-cluster' })];
  const issuers = (row: EntityRow) => row.attributes.issuer;
  if (recognition.type === 'kubernetes-service-account-token') {
    const issuer = factOf(recognition, 'issuer');
    const same = all.filter((row) => issuer !== null && issuers(row) === issuer);
    if (same.length > 0) return same;
    const incomparable = issuer === null || issuer === LEGACY_ISSUER || all.every((row) => !issuers(row));
    return all.length === 1 && incomparable ? all : [];
  }
  if (recognition.type !== 'kubeconfig') return [];
  const said = recognition.facts.filter(({ label }) => label === 'cluster').map(({ value }) => value);
  const named = all.filter(({ name }) => said.some((value) => nameIn(value) === name));
  return named.length > 0 ? named : all.length === 1 ? all : [];
}

/** `arn:aws:eks:…:cluster/prod (https://…)` names `prod`. */
function nameIn(value: string): string {
  const name = value.replace(/ \(.*\)$/, '');
  return /^arn:[^:]+:eks:[^:]*:\d{12}:cluster\/(.+)$/.exec(name)?.[1] ?? name;
}

/** The ends of ids that a credential may be known by, the surest first. */
function namesOf(recognition: Recognition): readonly string[] {
  const account = (subject: string | null) => {
    const [, namespace, name] = /^system:serviceaccount:([^:/]+):([^:/]+)$/.exec(subject ?? '') ?? [];
    return namespace === undefined ? [] : [`serviceaccount/${namespace}/${name}`];
  };
  if (recognition.type === 'kubernetes-service-account-token') return account(recognition.identifier);
  if (recognition.type !== 'kubeconfig') return [];
  const user = factOf(recognition, 'client certificate user');
  const groups = factOf(recognition, 'client certificate groups');
  return [
    ...account(factOf(recognition, 'token subject')),
    ...(user === null ? [] : [`user/${user}`]),
    ...(groups === null ? [] : groups.split(', ').map((group) => `group/${group}`)),
  ];
}

function factOf({ facts }: Recognition, label: string): string | null {
  return facts.find((fact) => fact.label === label)?.value ?? null;
}
