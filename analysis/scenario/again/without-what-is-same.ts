import { isJsonObject, type Json } from '../../../schema/json.ts';
import type { Call, ObservationId } from '../../../schema/records.ts';
import type { EditedInPlace } from '../edited-source.ts';
import type { CallIndex } from './calls-of.ts';

export interface ShortDocuments {
  before(id: ObservationId): Json;
  after(id: ObservationId): Json;
}

/**
 * The documents that calls answer, before and after edits, with null in the place of listed things that are the same in
 * both, unless one is wanted: nothing is read from those.
 */
export function withoutWhatIsSame(
  shortened: Iterable<Call>,
  calls: CallIndex,
  edited: EditedInPlace,
  isWanted: (each: Json, call: Call) => boolean,
): ShortDocuments {
  const before = new Map<ObservationId, Json>();
  const after = new Map<ObservationId, Json>();
  for (const call of shortened) {
    const [was, is] = [call.observation, edited.observationOf(call)];
    if (was === null || is === null) continue;
    const [old, now] = [calls.document(was), edited.document(is)];
    const keeps = (each: Json, other: Json | undefined) => each !== other || isWanted(each, call);
    before.set(was, short(old, now, keeps));
    after.set(is, short(now, old, keeps));
  }
  return {
    before: (id) => before.get(id) ?? calls.document(id),
    after: (id) => after.get(id) ?? edited.document(id),
  };
}

function short(document: Json, other: Json, keeps: (each: Json, other: Json | undefined) => boolean): Json {
  if (!isJsonObject(document) || !isJsonObject(other)) return document;
  return Object.fromEntries(
    Object.entries(document).map(([name, list]) => {
      const beside = other[name];
      if (!Array.isArray(list) || !Array.isArray(beside)) return [name, list];
      return [name, list.map((each: Json, index) => (keeps(each, beside[index]) ? each : null))];
    }),
  );
}
