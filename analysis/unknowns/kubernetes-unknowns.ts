import type { RelationKind } from '../../schema/kinds/relation-kinds.ts';
import type { Unknown } from '../../schema/records.ts';
import type { Cluster } from '../kubernetes/estate/cluster.ts';
import type { KubernetesEstate } from '../kubernetes/estate/estate.ts';
import { parseId } from '../kubernetes/ids.ts';
import type { Ends } from '../providers/provider.ts';

/** Listings without which relations cannot be known, and which ones; where an operation is not listed here it hides none. */
const NEEDED: readonly {
  readonly operation: string;
  readonly kinds: readonly RelationKind[];
  readonly why: string;
}[] = [
  ...['roles', 'clusterroles', 'rolebindings', 'clusterrolebindings'].map((plural) => ({
    operation: `list rbac.authorization.k8s.io/v1/${plural}`,
    kinds: [
      'administers-cluster',
      'administers-namespace',
      'has-permissions',
      'can-become',
      'can-start-in',
      'can-take-over',
      'can-read',
      'can-escalate-to',
    ] as const,
    why: 'what everyone may do is not fully known',
  })),
  {
    operation: 'list v1/pods',
    kinds: ['includes', 'runs-as', 'escapes-to', 'hosts', 'can-take-over'],
    why: 'what runs is not fully known',
  },
  {
    operation: 'list v1/namespaces',
    kinds: ['includes', 'escapes-to', 'administers-namespace'],
    why: 'namespaces and their Pod Security levels are not known',
  },
  { operation: 'list v1/nodes', kinds: ['escapes-to', 'hosts'], why: 'nodes are not known' },
  {
    operation: 'list v1/serviceaccounts',
    kinds: ['includes', 'runs-as', 'can-become'],
    why: 'service accounts are not known, nor which mount no token',
  },
  {
    operation: 'list v1/secrets',
    kinds: ['includes', 'can-read', 'authenticates-as'],
    why: 'secrets are not known, nor which hold tokens',
  },
  { operation: 'list v1/services', kinds: ['can-connect-to'], why: 'services are not known' },
];

/**
 * The gaps of the clusters that could change an answer about the two ends: those of a cluster that an end is in, of all
 * where an end is open. A question between two ends elsewhere is not answered with the gaps of every cluster.
 */
export function kubernetesUnknowns(estate: KubernetesEstate, { from, to }: Ends): readonly Unknown[] {
  const named = [from, to].flatMap((id) => (id === null ? [] : (parseId(id)?.cluster ?? [])));
  const open = from === null || to === null || from === 'internet';
  const elsewhere = [from, to].some((id) => id !== null && id !== 'internet' && !id.startsWith('k8s://'));
  const about = estate.clusters.filter(({ name }) =>
    named.length > 0 ? named.includes(name) : open && !elsewhere,
  );
  return about.flatMap((cluster) => gapsOf(cluster));
}

function gapsOf(cluster: Cluster): readonly Unknown[] {
  const { fact } = cluster;
  const found: Unknown[] = [];
  const told = new Set<string>();
  const files = new Set(fact.sources.filter(({ kind }) => kind === 'kubernetes-files').map(({ id }) => id));
  const lacking = new Map<string, { operations: string[]; kinds: Set<RelationKind> }>();
  for (const { source, operation, status, reason, kinds } of fact.coverage) {
    if (status === 'complete' || kinds.length === 0) continue;
    told.add(operation);
    if (status === 'skipped' && files.has(source)) {
      // What files do not hold is one gap: they hold what somebody put there.
      const known = lacking.get(source) ?? { operations: [], kinds: new Set<RelationKind>() };
      lacking.set(source, known);
      known.operations.push(operation);
      for (const kind of kinds) known.kinds.add(kind);
    } else found.push({ source, operation, reason: reason === '' ? status : reason, kinds });
  }
  for (const [source, { operations, kinds }] of lacking)
    found.push({
      source,
      operation: 'read manifest',
      reason: `not in the imported files: ${operations.join(', ')}`,
      kinds: [...kinds],
    });
  const source = fact.sources[0]?.id ?? '';
  if (fact.filesOnly) {
    if (told.size === 0)
      found.push({
        source,
        operation: 'read manifest',
        reason: `Only manifests of ${cluster.name} were read: what else is in the cluster is not known`,
        kinds: ['includes', 'has-permissions', 'escapes-to', 'can-become'],
      });
  } else
    for (const { operation, kinds, why } of NEEDED)
      if (!told.has(operation) && !cluster.isComplete(operation))
        found.push({ source, operation, reason: `not collected: ${why}`, kinds });
  if (fact.version === null)
    found.push({
      source,
      operation: 'get /version',
      reason: 'not collected: whether get is enough to exec is decided by the version',
      kinds: ['can-take-over'],
    });
  return found;
}
