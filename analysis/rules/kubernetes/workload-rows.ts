import type { Cluster } from '../../kubernetes/estate/cluster.ts';
import { HOLDS, type Outcome, unknown } from '../outcome.ts';
import type { GrantRow } from './grant-row.ts';
import { RBAC_PRACTICES } from './pages.ts';
import { type Holding, permission } from './permission.ts';
import { scopeOf } from './targets.ts';

/** Kinds whose objects make pods; those whose template may be changed later besides. */
const KINDS = [
  { kind: 'ReplicationController', group: 'core', plural: 'replicationcontrollers', change: true },
  { kind: 'Deployment', group: 'apps', plural: 'deployments', change: true },
  { kind: 'StatefulSet', group: 'apps', plural: 'statefulsets', change: true },
  { kind: 'DaemonSet', group: 'apps', plural: 'daemonsets', change: true },
  { kind: 'ReplicaSet', group: 'apps', plural: 'replicasets', change: true },
  { kind: 'Job', group: 'batch', plural: 'jobs', change: false },
  { kind: 'CronJob', group: 'batch', plural: 'cronjobs', change: true },
] as const;

const FIX =
  'Grant it only where its holder may have every service account and secret of the namespace; enforce Pod Security there.';
const shared = {
  kind: 'can-start-in',
  techniques: ['T1610', 'T1552.007'],
  references: [RBAC_PRACTICES],
} as const;
const ENABLES =
  'The identity runs an image of its own as whichever service account of the namespace, and mounts any secret of it.';

/** Ways to have code run in a pod of one's own making: pods, and everything that makes them. */
export const WORKLOAD_ROWS: readonly GrantRow[] = [
  {
    ...shared,
    id: 'k8s-create-pods',
    title: 'Create pods',
    enables: ENABLES,
    fix: FIX,
    needs: always(permission('create', 'core', 'pods')),
    targets: (cluster, { namespace }) => [scopeOf(cluster, namespace, 'workloads')],
  },
  ...KINDS.flatMap(({ kind, group, plural, change }): GrantRow[] => {
    const create: GrantRow = {
      ...shared,
      id: `k8s-create-${plural}`,
      title: `Create ${plural}`,
      enables: ENABLES,
      fix: FIX,
      needs: always(permission('create', group, plural)),
      targets: (cluster, { namespace }) => [scopeOf(cluster, namespace, 'workloads')],
    };
    if (!change) return [create];
    const listing = `list ${group === 'core' ? 'v1' : `${group}/v1`}/${plural}`;
    return [
      create,
      {
        ...shared,
        id: `k8s-change-${plural}`,
        title: `Change what ${plural} run`,
        enables: `The identity rewrites the pod template of ${plural} that are there: image, service account and mounts.`,
        fix: FIX,
        needs: always(permission('patch update', group, plural)),
        besides: (cluster, holding) => whether(cluster, holding, kind, listing),
        targets: (cluster, holding) =>
          namespacesWith(cluster, holding, kind).map((name) => scopeOf(cluster, name, 'workloads')),
      },
    ];
  }),
];

function always<T>(value: T): () => T {
  return () => value;
}

/** Namespaces with an object of the kind that the holding reaches. Where they are not all known, its own namespace counts. */
function namespacesWith(cluster: Cluster, { namespace, names }: Holding, kind: string): readonly string[] {
  const found = (namespace === null ? cluster.namespaces : [cluster.namespaceByName.get(namespace)])
    .filter((each) => each?.controllers.some((one) => one.kind === kind && (names?.has(one.name) ?? true)))
    .flatMap((each) => each?.name ?? []);
  return found.length === 0 && namespace !== null && mayHide(cluster) ? [namespace] : found;
}

/** Of manifests nobody says that they are all there is; but they are what the question is about. */
function mayHide(cluster: Cluster): boolean {
  return !cluster.fact.filesOnly;
}

function whether(cluster: Cluster, { namespace, names }: Holding, kind: string, listing: string): Outcome {
  if (namespace === null || cluster.isComplete(listing) || !mayHide(cluster)) {
    const known = namespace === null ? true : has(cluster, namespace, names, kind);
    return known ? HOLDS : { ...HOLDS, verdict: 'deny' };
  }
  return has(cluster, namespace, names, kind)
    ? HOLDS
    : unknown(`${listing}: whether there is one to change in namespace ${namespace} was not collected`);
}

function has(cluster: Cluster, namespace: string, names: Holding['names'], kind: string): boolean {
  const controllers = cluster.namespaceByName.get(namespace)?.controllers ?? [];
  return controllers.some((one) => one.kind === kind && (names?.has(one.name) ?? true));
}
