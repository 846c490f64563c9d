import { isJsonObject, type Json, type JsonObject } from '../../../schema/json.ts';

/** One object, with its kind and version said, or why there is none. */
export type FoundObject =
  | { readonly is: 'object'; readonly object: JsonObject }
  /** It is no manifest at all (values of a chart, a kustomization), or it is one that an API server would refuse. */
  | { readonly is: 'foreign' | 'malformed'; readonly reason: string };

const MOST_LISTS_DEEP = 4;

/**
 * The objects of a document: itself, or the items of a list. Items of a `PodList` are pods of its version where they do
 * not say what they are, as in answers of the API.
 */
export function* objectsOf(
  value: Json,
  inherited: ListHead | null = null,
  depth = 0,
): Generator<FoundObject> {
  if (!isJsonObject(value)) {
    yield { is: 'foreign', reason: 'is no object' };
    return;
  }
  if (isList(value)) {
    if (depth >= MOST_LISTS_DEEP) {
      yield { is: 'malformed', reason: `lists nest more than ${MOST_LISTS_DEEP} deep` };
      return;
    }
    const head = listHead(value);
    for (const item of value.items as readonly Json[]) yield* objectsOf(item, head, depth + 1);
    return;
  }
  yield oneObject(value, inherited);
}

/** What a list says of items that do not say it. */
export interface ListHead {
  readonly kind: string;
  readonly apiVersion: string;
}

/** Null for a plain `List`, whose items say what they are. */
export function listHead(value: JsonObject): ListHead | null {
  const { kind, apiVersion } = value;
  if (typeof kind !== 'string' || typeof apiVersion !== 'string' || !/.List$/.test(kind)) return null;
  return { kind: kind.slice(0, -'List'.length), apiVersion };
}

function isList(value: JsonObject): boolean {
  return Array.isArray(value.items) && (typeof value.kind !== 'string' || /List$/.test(value.kind));
}

function oneObject(value: JsonObject, inherited: ListHead | null): FoundObject {
  const kind = value.kind ?? inherited?.kind;
  const apiVersion = value.apiVersion ?? inherited?.apiVersion;
  if (kind === undefined && apiVersion === undefined)
    return { is: 'foreign', reason: 'has no kind and no apiVersion, so it is no manifest' };
  if (typeof kind !== 'string' || kind === '')
    return { is: 'malformed', reason: 'kind is missing or no text' };
  if (typeof apiVersion !== 'string' || apiVersion === '')
    return { is: 'malformed', reason: `${kind}: apiVersion is missing or no text` };
  const { metadata } = value;
  if (!isJsonObject(metadata))
    return { is: 'foreign', reason: `${kind}: has no metadata, so it is no manifest` };
  const named = (name: string) => typeof metadata[name] === 'string' && metadata[name] !== '';
  if (!named('name') && !named('generateName'))
    return { is: 'malformed', reason: `${kind}: metadata.name is missing or no text` };
  if (
    metadata.namespace !== undefined &&
    metadata.namespace !== null &&
    typeof metadata.namespace !== 'string'
  )
    return { is: 'malformed', reason: `${kind} ${String(metadata.name)}: metadata.namespace is no text` };
  return { is: 'object', object: { ...value, apiVersion, kind } };
}
