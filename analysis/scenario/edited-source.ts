import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../../schema/json.ts';
import type { EvidenceRef, ObservationId } from '../../schema/records.ts';
import type { ObservationSource } from '../observations/observation-source.ts';
import type { Edit } from './edit.ts';
import { editDocument } from './edited-document.ts';

/** The observations as they would be after edits. Nothing of the snapshot itself changes. */
export interface EditedSource {
  readonly source: ObservationSource;
  /** The place in the snapshot where that stands which stands at a place of an edited document; null where it is new. */
  original(ref: EvidenceRef): EvidenceRef | null;
  /** The edited documents by their own ids, each with the id of the one it was. */
  readonly documents: ReadonlyMap<ObservationId, { readonly was: ObservationId; readonly document: Json }>;
}

/** @throws TrustpathError `input-refused` where an edit names nothing */
export function editSource(source: ObservationSource, edits: readonly Edit[]): EditedSource {
  const documents = new Map<ObservationId, { was: ObservationId; document: Json }>();
  const places = new Map<ObservationId, (pointer: string) => string | null>();
  const now = new Map<ObservationId, ObservationId>();
  for (const [was, own] of Map.groupBy(edits, (edit) => edit.observation)) {
    const { document, original } = editDocument(source.document(was), own);
    const id: ObservationId = `sha256:${createHash('sha256').update(canonicalJson(document)).digest('hex')}`;
    documents.set(id, { was, document });
    places.set(id, original);
    now.set(was, id);
  }
  return {
    documents,
    source: {
      sources: () => source.sources(),
      coverage: () => source.coverage(),
      *calls(filter) {
        for (const call of source.calls(filter)) {
          const edited = call.observation === null ? undefined : now.get(call.observation);
          yield edited === undefined ? call : { ...call, observation: edited };
        }
      },
      document: (id) => documents.get(id)?.document ?? source.document(id),
    },
    original(ref) {
      const known = documents.get(ref.observation);
      if (!known) return ref;
      const pointer = places.get(ref.observation)?.(ref.pointer) ?? null;
      return pointer === null ? null : { observation: known.was, pointer };
    },
  };
}
