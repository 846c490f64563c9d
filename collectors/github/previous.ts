import { canonicalJson, isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import type { Call, ObservationId } from '../../schema/records.ts';
import type { SnapshotReader } from '../../schema/snapshot/types.ts';
import { objects, text } from './endpoint.ts';

/** The operation under which the tags of answers are kept, so that a later collection can ask whether they still hold. */
export const ENTITY_TAGS = 'entity tags';

/** A question to the REST API, one page of it. */
export interface Asked {
  readonly operation: string;
  readonly parameters: JsonObject;
  readonly page: number;
}

/** An answer of an earlier collection, with the tag by which GitHub says that it has not changed. */
export interface PreviousAnswer {
  readonly etag: string;
  readonly call: Call;
  readonly document: () => Json;
}

export type Previous = (asked: Asked) => PreviousAnswer | null;

export function askedKey({ operation, parameters, page }: Asked): string {
  return canonicalJson([operation, parameters, page]);
}

/** What a snapshot knows of an organization. Two short texts a call are held; documents are read when they are needed. */
export function previousAnswers(reader: SnapshotReader, source: string): Previous {
  const tags = new Map<string, string>();
  const calls = new Map<string, Call & { readonly observation: ObservationId }>();
  for (const call of reader.calls({ source })) {
    const { observation } = call;
    if (call.status !== 'ok' || observation === null) continue;
    if (call.operation !== ENTITY_TAGS) {
      calls.set(askedKey(call), { ...call, observation });
      continue;
    }
    const document = reader.document(observation);
    for (const tag of objects(isJsonObject(document) ? document.tags : undefined)) {
      const etag = text(tag.etag);
      const operation = text(tag.operation);
      if (etag === null || operation === null || !isJsonObject(tag.parameters)) continue;
      const page = typeof tag.page === 'number' ? tag.page : 0;
      tags.set(askedKey({ operation, parameters: tag.parameters, page }), etag);
    }
  }
  return (asked) => {
    const key = askedKey(asked);
    const etag = tags.get(key);
    const call = calls.get(key);
    if (etag === undefined || call === undefined) return null;
    return { etag, call, document: () => reader.document(call.observation) };
  };
}
