import { createHash } from 'node:crypto';
import { canonicalJson, isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import type { EarlierRedaction } from '../record-answer.ts';
import { redactObject } from './redact-object.ts';
import type { ListForm, Resource } from './resource.ts';

/** What to ask for (https://kubernetes.io/docs/reference/using-api/api-concepts/#alternate-representations-of-resources). */
export const ACCEPT: Readonly<Record<ListForm, string>> = {
  objects: 'application/json',
  metadata: 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1',
  table: 'application/json;as=Table;g=meta.k8s.io;v=v1',
};

/** A page as it is recorded: the list of the kind, with what the form gives of each object. */
export interface ListPage {
  readonly document: JsonObject;
  readonly items: number;
  /** Token of the next page. */
  readonly next: string | null;
  readonly earlier: EarlierRedaction;
}

/**
 * Puts an answer into the shape of the kind's own list, whatever form it came in, and drops the values. A server that
 * does not heed the form and sends whole objects is taken at its word.
 * @throws SyntaxError where the answer is no list
 */
export function listPage(answer: Json, resource: Resource): ListPage {
  const apiVersion = resource.group === '' ? resource.version : `${resource.group}/${resource.version}`;
  if (!isJsonObject(answer)) throw new SyntaxError('the answer is no list');
  const raw = answer.kind === 'Table' ? rowsOf(answer) : answer.items;
  // Go writes a list without members as null.
  const items: readonly Json[] | null = raw === null ? [] : Array.isArray(raw) ? raw : null;
  if (items === null) throw new SyntaxError('the answer is no list');
  const onlyMetadata = resource.form !== 'objects' && answer.kind !== 'Table';
  let redactions = 0;
  const kept = items.map((item) => {
    if (!isJsonObject(item)) throw new SyntaxError('a member of the list is no object');
    const { kind: _kind, apiVersion: _version, ...object } = item;
    const redacted = redactObject(onlyMetadata ? metadataOf(object, resource) : object, resource.kind);
    redactions += redacted.redactions;
    return redacted.value;
  });
  const metadata = isJsonObject(answer.metadata) ? answer.metadata : {};
  const next = typeof metadata.continue === 'string' && metadata.continue !== '' ? metadata.continue : null;
  return {
    document: { kind: `${resource.kind}List`, apiVersion, metadata, items: kept },
    items: kept.length,
    next,
    earlier: {
      redactions,
      originalSha256:
        redactions === 0 ? '' : `sha256:${createHash('sha256').update(canonicalJson(answer)).digest('hex')}`,
    },
  };
}

/** Of an object that was asked for without its content. The type of a secret says what it opens. */
function metadataOf(object: JsonObject, resource: Resource): JsonObject {
  const { metadata, type } = object;
  return resource.kind === 'Secret' && type !== undefined ? { metadata, type } : { metadata };
}

/** Rows as objects: their metadata and, where the server prints it, the type. */
function rowsOf(table: JsonObject): readonly Json[] | null {
  if (table.rows === null || table.rows === undefined) return [];
  if (!Array.isArray(table.rows)) return null;
  const columns = Array.isArray(table.columnDefinitions) ? (table.columnDefinitions as readonly Json[]) : [];
  const typeAt = columns.findIndex((column) => isJsonObject(column) && column.name === 'Type');
  return (table.rows as readonly Json[]).map((row) => {
    if (!isJsonObject(row) || !isJsonObject(row.object)) throw new SyntaxError('a row has no object');
    const type =
      Array.isArray(row.cells) && typeAt >= 0 ? (row.cells[typeAt] as Json | undefined) : undefined;
    return { metadata: row.object.metadata, ...(typeof type === 'string' ? { type } : {}) };
  });
}
