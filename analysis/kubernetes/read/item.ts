import type { JsonObject } from '../../../schema/json.ts';
import type { EvidenceRef, ObservationId } from '../../../schema/records.ts';
import { objectId } from '../ids.ts';
import type { NamespacedFact, ObjectFact } from './facts.ts';
import { objectAt, recordAt, textAt } from './values.ts';

/** One object of an answer or a file, and where it stands. */
export interface Item {
  readonly cluster: string;
  readonly source: string;
  readonly observation: ObservationId;
  readonly pointer: string;
  readonly kind: string;
  /** Empty for the core group. */
  readonly group: string;
  readonly value: JsonObject;
}

export function itemRef(item: Item, below = ''): EvidenceRef {
  return { observation: item.observation, pointer: item.pointer + below };
}

/** The word for a kind in ids. */
export function kindWord(kind: string): string {
  return kind.toLowerCase();
}

function metaOf(item: Item, namespace: string | null): ObjectFact {
  const meta = objectAt(item.value, 'metadata');
  const name = textAt(meta, 'name') ?? '';
  return {
    id: objectId(item.cluster, kindWord(item.kind), namespace, name),
    name,
    namespace,
    source: item.source,
    ref: itemRef(item),
    uid: textAt(meta, 'uid'),
    labels: recordAt(meta, 'labels'),
    annotations: recordAt(meta, 'annotations'),
  };
}

/** An object that is in no namespace, whatever its manifest says. */
export function clusterMeta(item: Item): ObjectFact {
  return metaOf(item, null);
}

/** An object in a namespace: `default` where its manifest names none. */
export function namespacedMeta(item: Item): NamespacedFact {
  return metaOf(item, namespaceOf(item)) as NamespacedFact;
}

export function namespaceOf(item: Item): string {
  return textAt(objectAt(item.value, 'metadata'), 'namespace') ?? 'default';
}

export function nameOf(item: Item): string {
  return textAt(objectAt(item.value, 'metadata'), 'name') ?? '';
}
