import type { Call } from '../../../schema/records.ts';
import type { ClusterFact, KubernetesFacts } from '../../kubernetes/read/facts.ts';
import { readKubernetesFacts } from '../../kubernetes/read/read-facts.ts';
import type { EditedInPlace } from '../edited-source.ts';
import type { CallIndex } from './calls-of.ts';
import { same } from './same.ts';
import { withoutWhatIsSame } from './without-what-is-same.ts';

/** Lists of objects of a cluster, each in order of their ids. */
const LISTS = [
  'namespaces',
  'nodes',
  'pods',
  'controllers',
  'serviceAccounts',
  'secrets',
  'configMaps',
  'services',
  'endpointSlices',
  'persistentVolumes',
  'roles',
  'bindings',
  'webhooks',
  'admissionPolicies',
  'signingRequests',
  'networkPolicies',
  'customResources',
] as const satisfies readonly (keyof ClusterFact)[];
type List = (typeof LISTS)[number];
type ObjectOf = { readonly id: string };

export interface ClustersAfter {
  readonly facts: KubernetesFacts;
  /** Ids of objects that are not what they were. */
  readonly changed: ReadonlySet<string>;
}

/**
 * The facts of clusters after edits, read from the answers that were edited; everything else is the same object as
 * before. Null where that is not known to give what reading everything gives: where a cluster is known from files, to
 * which it would add things by itself, or from several sources.
 */
export function kubernetesFactsAfter(
  base: KubernetesFacts,
  calls: CallIndex,
  edited: EditedInPlace,
): ClustersAfter | null {
  const changed = new Set<string>();
  let clusters = base.clusters;
  for (const [source, own] of Map.groupBy(edited.calls, (call) => call.source)) {
    const cluster = clusters.find((each) => each.sources.some(({ id }) => id === source));
    if (!cluster || cluster.filesOnly || cluster.sources.length !== 1) return null;
    const [before, after] = readTwice(cluster, own, calls, edited);
    const next = before && after && merged(cluster, before, after, changed);
    if (!next) return null;
    clusters = clusters.map((each) => (each === cluster ? next : each));
  }
  return { facts: { ...base, clusters }, changed };
}

function readTwice(
  { sources, coverage }: ClusterFact,
  own: readonly Call[],
  calls: CallIndex,
  edited: EditedInPlace,
): readonly (ClusterFact | undefined)[] {
  const short = withoutWhatIsSame(own, calls, edited, () => false);
  const part = { sources: () => sources, coverage: () => coverage };
  const answered = own.map((call) => ({ ...call, observation: edited.observationOf(call) }));
  return [
    readKubernetesFacts({ ...part, calls: () => own, document: short.before }),
    readKubernetesFacts({ ...part, calls: () => answered, document: short.after }),
  ].map(({ clusters }) => clusters[0]);
}

function merged(
  base: ClusterFact,
  before: ClusterFact,
  after: ClusterFact,
  changed: Set<string>,
): ClusterFact | null {
  if (!(['version', 'issuer', 'refused'] as const).every((name) => same(before[name], after[name])))
    return null;
  const next: Partial<Record<List, readonly ObjectOf[]>> = {};
  for (const name of LISTS) {
    const [old, now] = [byId(before[name]), byId(after[name])];
    const ids = [...new Set([...old.keys(), ...now.keys()])].filter((id) => !same(old.get(id), now.get(id)));
    if (ids.length === 0) continue;
    const list = byId(base[name]);
    for (const id of ids) {
      if (!same(list.get(id), old.get(id))) return null;
      changed.add(id);
      const is = now.get(id);
      if (is) list.set(id, is);
      else list.delete(id);
    }
    next[name] = [...list.values()].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  }
  // Each list holds objects of the list of the same name.
  return { ...base, ...next } as ClusterFact;
}

function byId(list: readonly ObjectOf[]): Map<string, ObjectOf> {
  return new Map(list.map((each) => [each.id, each]));
}
