import { clusterId, containerId, objectId } from '../../kubernetes/ids.ts';
import { importedId } from '../ids.ts';

/** What programs that look at clusters call a thing. */
export interface ClusterThing {
  readonly program: string;
  readonly cluster: string;
  /** `Pod`, `ServiceAccount`, `ClusterRole`… */
  readonly kind: string;
  readonly namespace: string | null;
  readonly name: string;
  /** Of a container. */
  readonly pod?: string | null;
  /** Tells apart what has no name of its own. */
  readonly key: string;
}

/** Kinds of object that are entities here, by the word for them in ids; those of the whole cluster have no namespace. */
const NAMESPACED = new Set([
  'pod',
  'serviceaccount',
  'secret',
  'configmap',
  'service',
  'deployment',
  'statefulset',
  'daemonset',
  'replicaset',
  'job',
  'cronjob',
]);
const OF_CLUSTER = new Set(['node', 'namespace', 'user', 'group']);
/** What several of may share a name. */
const UNNAMED = new Set(['volume', 'endpoint']);

/** The id of a thing in a cluster, and whether it is one in our terms. */
export function clusterThing(thing: ClusterThing): { readonly id: string; readonly ours: boolean } {
  const { program, cluster, namespace, name, pod, key } = thing;
  const kind = thing.kind.toLowerCase();
  if (kind === 'cluster') return { id: clusterId(cluster), ours: true };
  if (kind === 'container' && namespace !== null && pod)
    return { id: containerId(cluster, namespace, pod, name), ours: true };
  if (OF_CLUSTER.has(kind)) return { id: objectId(cluster, kind, null, name), ours: true };
  if (NAMESPACED.has(kind) && namespace !== null)
    return { id: objectId(cluster, kind, namespace, name), ours: true };
  const rest = UNNAMED.has(kind) ? [name, key] : [name];
  return {
    id: importedId(program, cluster, thing.kind, ...(namespace === null ? [] : [namespace]), ...rest),
    ours: false,
  };
}
