import { estatesOf } from '../../analysis/estates.ts';
import type { Cluster } from '../../analysis/kubernetes/estate/cluster.ts';
import { whoCan } from '../../analysis/kubernetes/who-can.ts';
import { unknownsFor } from '../../analysis/unknowns.ts';
import type { Output, ParsedInput } from '../../schema/contract.ts';
import { TrustpathError } from '../../schema/errors.ts';
import type { RequestContext } from '../request-context.ts';

/** Everyone to whom a binding of a cluster gives a request. */
export function whoCanRequest(input: ParsedInput<'who-can'>, context: RequestContext): Output<'who-can'> {
  const session = context.sessions.get(input.handle);
  session.requireSealed();
  const { kubernetes } = estatesOf(session.reader);
  const cluster = chosen(kubernetes.clusters, input.cluster);
  const { asked, subjects } = whoCan(cluster, input);
  return {
    cluster: cluster.id,
    asked,
    subjects: subjects.map((each) => ({ ...each, proof: each.proof.map((step) => ({ ...step })) })),
    unknowns: unknownsFor(session.reader, null, cluster.id)
      .filter(({ operation }) => /rbac\.authorization\.k8s\.io|read manifest|get \/version/.test(operation))
      .map((gap) => ({ ...gap, kinds: [...gap.kinds] })),
  };
}

function chosen(clusters: readonly Cluster[], name: string | undefined): Cluster {
  const names = clusters.map((each) => each.name);
  const [only] = clusters;
  const found = name === undefined ? only : clusters.find((each) => each.name === name || each.id === name);
  if (name === undefined && clusters.length > 1)
    throw new TrustpathError(
      'entity-ambiguous',
      `The snapshot has ${clusters.length} clusters: ${names.join(', ')}. Say which with --cluster.`,
      { details: { candidates: names } },
    );
  if (found) return found;
  throw new TrustpathError(
    'entity-not-found',
    clusters.length === 0
      ? 'The snapshot has no Kubernetes cluster.'
      : `The snapshot has no cluster ${JSON.stringify(name)}; it has ${names.join(', ')}.`,
  );
}
