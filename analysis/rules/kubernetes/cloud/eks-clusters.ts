import type { EksClusterFact } from '../../../aws/read/eks.ts';
import type { Estates } from '../../../estates.ts';
import type { ClusterFact } from '../../../kubernetes/read/facts.ts';
import { conditional, HOLDS, type Outcome, step } from '../../outcome.ts';

/** A cluster as EKS describes it, and as its own API server or its manifests do where those were collected. */
export interface EksPair {
  readonly eks: EksClusterFact;
  /** What the cluster is called in ids: as it was collected, else as EKS calls it. */
  readonly name: string;
  readonly cluster: ClusterFact | null;
  /** That the two are one cluster. */
  readonly same: Outcome;
}

const known = new WeakMap<Estates['aws'], WeakMap<Estates['kubernetes'], readonly EksPair[]>>();

/**
 * Every cluster of EKS with its other side. One issuer signs for one cluster, so equal issuers are proof; where the issuer
 * of the other side is not known, an equal name that only one cluster of EKS has is taken for a sign.
 */
export function eksPairs({ aws, kubernetes }: Estates): readonly EksPair[] {
  let ofAws = known.get(aws);
  if (!ofAws) {
    ofAws = new WeakMap();
    known.set(aws, ofAws);
  }
  let pairs = ofAws.get(kubernetes);
  if (!pairs) {
    pairs = aws.facts.eksClusters.map((eks) => pairOf(eks, aws.facts.eksClusters, kubernetes.facts.clusters));
    ofAws.set(kubernetes, pairs);
  }
  return pairs;
}

function pairOf(
  eks: EksClusterFact,
  all: readonly EksClusterFact[],
  clusters: readonly ClusterFact[],
): EksPair {
  const byIssuer = clusters.find(({ issuer }) => issuer !== null && issuer.url === eks.issuer);
  if (byIssuer?.issuer) {
    const says = `The issuer of ${byIssuer.name} is that of the EKS cluster ${eks.name}.`;
    return {
      eks,
      name: byIssuer.name,
      cluster: byIssuer,
      same: { ...HOLDS, steps: [step(byIssuer.issuer.ref, says)] },
    };
  }
  const alone = all.filter(({ name }) => name === eks.name).length === 1;
  const byName = clusters.find(({ name, issuer }) => issuer === null && name === eks.name);
  if (alone && byName)
    return {
      eks,
      name: byName.name,
      cluster: byName,
      same: conditional(
        `the collected cluster ${byName.name} is ${eks.arn}, which has the same name (its issuer is not known)`,
      ),
    };
  return { eks, name: eks.name, cluster: null, same: HOLDS };
}
