import type { Estates } from '../estates.ts';
import { objectId } from '../kubernetes/ids.ts';
import type { ClusterFact } from '../kubernetes/read/facts.ts';

export interface SharedAccount {
  readonly cluster: string;
  readonly namespace: string;
  /** The name of the workload. */
  readonly workload: string;
  /** The id of the account that others run as too, or that nobody chose. */
  readonly account: string;
  /** A name that no account of the namespace has: the workload's where it is free. */
  readonly free: string;
}

/** The account that a workload shares with others of its namespace, or the default one; null where it has one of its own. */
export function sharedAccountOf(id: string, { kubernetes }: Estates): SharedAccount | null {
  for (const cluster of kubernetes.facts.clusters) {
    const workloads = [...cluster.controllers, ...cluster.pods].filter(({ owner }) => owner === null);
    const own = workloads.find((each) => each.id === id);
    if (!own) continue;
    const { namespace, name, spec } = own;
    const others = workloads.filter(
      (each) =>
        each !== own && each.namespace === namespace && each.spec.serviceAccount === spec.serviceAccount,
    );
    const account = objectId(cluster.name, 'serviceaccount', namespace, spec.serviceAccount);
    if (others.length === 0 && spec.serviceAccount !== 'default') return null;
    if (!cluster.serviceAccounts.some((each) => each.id === account)) return null;
    return {
      cluster: cluster.id,
      namespace,
      workload: name,
      account,
      free: freeName(name, namespace, cluster),
    };
  }
  return null;
}

function freeName(wanted: string, namespace: string, { serviceAccounts }: ClusterFact): string {
  const taken = new Set(serviceAccounts.flatMap((each) => (each.namespace === namespace ? [each.name] : [])));
  let free = wanted;
  for (let number = 2; taken.has(free); number++) free = `${wanted}-${number}`;
  return free;
}
