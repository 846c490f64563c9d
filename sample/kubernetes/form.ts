import type { KubernetesObject } from './estate/object.ts';
import { groupVersion, type Served } from './served.ts';

/** How a client wants what it asked for: whole, only metadata, or as rows to print. */
export type Form = 'objects' | 'metadata' | 'table';

/** By the `Accept` header, whose first form that is known counts. */
export function formOf(accept: string | undefined): Form {
  for (const wanted of (accept ?? '').split(',')) {
    if (/;\s*as=Table\b/.test(wanted)) return 'table';
    if (/;\s*as=PartialObjectMetadata(?:List)?\b/.test(wanted)) return 'metadata';
    if (/^\s*(?:application\/json|\*\/\*)\s*(?:;\s*q=|$)/.test(wanted)) return 'objects';
  }
  return 'objects';
}

const partial = (object: KubernetesObject) => ({
  kind: 'PartialObjectMetadata',
  apiVersion: 'meta.k8s.io/v1',
  metadata: object.metadata,
});

export interface ListMetadata {
  readonly resourceVersion: string;
  readonly continue?: string;
  readonly remainingItemCount?: number;
}

export function listIn(
  form: Form,
  served: Served,
  objects: readonly KubernetesObject[],
  metadata: ListMetadata,
): object {
  if (form === 'table') return table(served, objects, metadata);
  if (form === 'metadata')
    return {
      kind: 'PartialObjectMetadataList',
      apiVersion: 'meta.k8s.io/v1',
      metadata,
      items: objects.map(partial),
    };
  const items = objects.map(({ kind: _kind, apiVersion: _version, ...rest }) => rest);
  return { kind: `${served.kind}List`, apiVersion: groupVersion(served), metadata, items };
}

export function objectIn(form: Form, served: Served, object: KubernetesObject): object {
  if (form === 'table') return table(served, [object], { resourceVersion: '' });
  return form === 'metadata' ? partial(object) : object;
}

type Column = readonly [name: string, type: string, cell: (object: KubernetesObject) => unknown];
const NAME: Column = ['Name', 'string', (object) => object.metadata.name];
const AGE: Column = ['Age', 'string', () => '1y'];
const dataCount = (object: KubernetesObject) => Object.keys((object.data ?? {}) as object).length;

/** The columns that the API server prints for a kind. */
const COLUMNS: Readonly<Record<string, readonly Column[]>> = {
  Secret: [NAME, ['Type', 'string', (object) => object.type], ['Data', 'integer', dataCount], AGE],
  ConfigMap: [NAME, ['Data', 'integer', dataCount], AGE],
};

function table(served: Served, objects: readonly KubernetesObject[], metadata: ListMetadata): object {
  const columns = COLUMNS[served.kind] ?? [NAME, AGE];
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: columns.map(([name, type]) => ({
      name,
      type,
      format: name === 'Name' ? 'name' : '',
      description: '',
      priority: 0,
    })),
    rows: objects.map((object) => ({
      cells: columns.map(([, , cell]) => cell(object)),
      object: partial(object),
    })),
  };
}
