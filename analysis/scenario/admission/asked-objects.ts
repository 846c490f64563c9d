import { isJsonObject, type Json, type JsonObject } from '../../../schema/json.ts';
import { resolvePointer } from '../../../schema/json-pointer.ts';
import type { ObservationId } from '../../../schema/records.ts';
import type { Change } from '../../../schema/scenario.ts';
import type { Estates } from '../../estates.ts';
import { parseId } from '../../kubernetes/ids.ts';
import type { ClusterFact } from '../../kubernetes/read/facts.ts';
import { groupOf, READ_KINDS } from '../../kubernetes/read/kinds.ts';
import { TEMPLATES } from '../../kubernetes/read/workloads.ts';
import type { Configuration } from '../changes/edits-of.ts';
import { workloadOf } from '../changes/kubernetes-accounts.ts';
import type { Edit } from '../edit.ts';
import { editDocument } from '../edited-document.ts';

/** An object that an API server would ask admission about. */
export interface AskedObject {
  readonly cluster: string;
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE';
  readonly kind: string;
  readonly group: string;
  readonly resource: string;
  /** Null for what is in no namespace. */
  readonly namespace: string | null;
  readonly name: string;
  /** As it would be; null where it is deleted. */
  readonly object: Json;
}

type Known = Pick<AskedObject, 'cluster' | 'kind' | 'group' | 'resource' | 'namespace' | 'name'>;

/**
 * The objects of clusters that a change makes, changes or deletes, as they would be after the edits before it and its own.
 * A pod that is changed is made anew: nothing that scenarios change of a pod can be changed while it runs.
 */
export function* askedObjects(
  change: Change,
  own: readonly Edit[],
  before: readonly Edit[],
  configuration: Configuration,
): Generator<AskedObject> {
  const known = objectsIn(configuration.estates);
  for (const [observation, edits] of Map.groupBy(own, (edit) => edit.observation)) {
    for (const edit of edits)
      if (edit.op === 'append' && edit.pointer === '/items')
        yield* appended(edit.value, known.clusterOf(observation));
    const places = new Set(edits.flatMap(({ pointer }) => /^\/items\/\d+/.exec(pointer)?.[0] ?? []));
    const now = afterEdits(observation, places, [...before, ...edits], configuration);
    for (const place of places)
      for (const each of known.at(observation, place))
        if (edits.some(({ op, pointer }) => op === 'remove' && pointer === place))
          yield { ...each, operation: 'DELETE', object: null };
        else yield* writtenTo(each, resolvePointer(now(), place));
  }
  if (change.change === 'restart-workload') yield* madeAnew(change.workload, before, configuration);
}

/** What an API server is asked for where an object is written: of a controller also the pods that it then makes. */
function* writtenTo(each: Known, value: Json | undefined): Generator<AskedObject> {
  if (!isJsonObject(value)) return;
  yield {
    ...each,
    operation: each.kind === 'Pod' ? 'CREATE' : 'UPDATE',
    object: each.kind === 'Pod' ? completePod(value, each) : complete(value, each),
  };
  yield* podOf(each, value);
}

function* podOf(each: Known, value: JsonObject): Generator<AskedObject> {
  const path = TEMPLATES[each.kind];
  const template = path && resolvePointer(value, `/${path.join('/')}`);
  if (!isJsonObject(template)) return;
  const pod = { ...each, kind: 'Pod', group: '', resource: 'pods' };
  yield { ...pod, operation: 'CREATE', object: completePod(template, pod) };
}

/** The pods of a workload, though nothing of them is changed. */
function* madeAnew(
  workload: string,
  before: readonly Edit[],
  configuration: Configuration,
): Generator<AskedObject> {
  const { own } = workloadOf(workload, configuration);
  const { observation, pointer } = own.ref;
  const now = afterEdits(observation, new Set([pointer]), before, configuration);
  const value = resolvePointer(now(), pointer);
  if (!isJsonObject(value)) return;
  for (const each of objectsIn(configuration.estates).at(observation, pointer))
    if (each.kind === 'Pod') yield* writtenTo(each, value);
    else yield* podOf(each, value);
}

function* appended(value: Json, clusters: Iterable<string>): Generator<AskedObject> {
  if (!isJsonObject(value) || typeof value.kind !== 'string') return;
  const kind = READ_KINDS.find(
    (each) => each.kind === value.kind && each.group === groupOf(String(value.apiVersion)),
  );
  const { metadata } = value;
  if (!kind || !isJsonObject(metadata)) return;
  const namespace = typeof metadata.namespace === 'string' ? metadata.namespace : null;
  for (const cluster of clusters)
    yield {
      cluster,
      operation: 'CREATE',
      kind: kind.kind,
      group: kind.group,
      resource: kind.plural,
      namespace,
      name: String(metadata.name),
      object: value,
    };
}

/** Lists and files leave out what an object is and where, which an API server always says. */
function complete(value: JsonObject, { kind, group, namespace }: Known): JsonObject {
  const { metadata } = value;
  return {
    apiVersion: group === '' ? 'v1' : `${group}/v1`,
    kind,
    ...value,
    metadata: {
      ...(namespace === null ? {} : { namespace }),
      ...(isJsonObject(metadata) ? metadata : {}),
    },
  };
}

/** A pod as validating admission sees it: a pod that names no account was given the default one before. */
function completePod(value: JsonObject, each: Known): JsonObject {
  const pod = complete(value, each);
  const spec = isJsonObject(pod.spec) ? pod.spec : {};
  const account = spec.serviceAccountName ?? spec.serviceAccount ?? 'default';
  return { ...pod, spec: { ...spec, serviceAccountName: account } };
}

/** A document with the edits of the objects at these places made, which is all that is looked at. */
function afterEdits(
  observation: ObservationId,
  places: ReadonlySet<string>,
  edits: readonly Edit[],
  { document }: Configuration,
): () => Json {
  let now: Json | undefined;
  return () => {
    now ??= editDocument(
      document(observation),
      edits.filter(
        (edit) =>
          edit.observation === observation && places.has(/^\/items\/\d+/.exec(edit.pointer)?.[0] ?? ''),
      ),
      true,
    ).document;
    return now;
  };
}

interface Objects {
  /** Equal answers are stored once, so that one place can be that of objects of several clusters. */
  at(observation: ObservationId, pointer: string): readonly Known[];
  clusterOf(observation: ObservationId): Iterable<string>;
}

const LISTS = [
  'namespaces',
  'pods',
  'controllers',
  'serviceAccounts',
  'secrets',
  'configMaps',
  'services',
  'persistentVolumes',
  'roles',
  'bindings',
  'networkPolicies',
] as const satisfies readonly (keyof ClusterFact)[];

const indexed = new WeakMap<Estates, Objects>();
const byWord = new Map(READ_KINDS.map((each) => [each.kind.toLowerCase(), each]));

function objectsIn(estates: Estates): Objects {
  let objects = indexed.get(estates);
  if (!objects) {
    objects = indexOf(estates);
    indexed.set(estates, objects);
  }
  return objects;
}

function indexOf({ kubernetes: { facts } }: Estates): Objects {
  const places = new Map<string, Known[]>();
  const clusters = new Map<ObservationId, Set<string>>();
  for (const cluster of facts.clusters)
    for (const list of LISTS)
      for (const { id, ref, namespace, name, ...rest } of cluster[list]) {
        const kind = byWord.get(parseId(id)?.kind ?? '');
        if (!ref || !kind || ('assumed' in rest && rest.assumed)) continue;
        const known = { cluster: cluster.id, kind: kind.kind, group: kind.group, resource: kind.plural };
        const key = `${ref.observation}\n${ref.pointer}`;
        places.set(key, [...(places.get(key) ?? []), { ...known, namespace, name }]);
        clusters.set(ref.observation, (clusters.get(ref.observation) ?? new Set()).add(cluster.id));
      }
  return {
    at: (observation, pointer) => places.get(`${observation}\n${pointer}`) ?? [],
    clusterOf: (observation) => clusters.get(observation) ?? [],
  };
}
