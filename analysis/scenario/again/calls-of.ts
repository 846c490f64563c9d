import type { Json } from '../../../schema/json.ts';
import type { Call, ObservationId, Source } from '../../../schema/records.ts';
import type { ObservationSource } from '../../observations/observation-source.ts';

/** The calls of a snapshot by what they answered and by where they were made, so that nobody walks through all. */
export interface CallIndex {
  readonly sources: ReadonlyMap<string, Source>;
  of(observation: ObservationId): readonly Call[];
  in(source: string): readonly Call[];
  /** Kept once read, because what-ifs come back to the same documents. */
  document(observation: ObservationId): Json;
}

/** So many documents are kept at most; the largest are some megabytes. */
const MOST_KEPT = 200;

export function indexCalls(source: ObservationSource): CallIndex {
  const byObservation = new Map<ObservationId, Call[]>();
  const bySource = new Map<string, Call[]>();
  for (const call of source.calls()) {
    push(bySource, call.source, call);
    if (call.observation !== null) push(byObservation, call.observation, call);
  }
  const documents = new Map<ObservationId, Json>();
  return {
    sources: new Map(source.sources().map((each) => [each.id, each])),
    of: (observation) => byObservation.get(observation) ?? [],
    in: (id) => bySource.get(id) ?? [],
    document(observation) {
      let document = documents.get(observation);
      if (document === undefined) {
        document = source.document(observation);
        if (documents.size >= MOST_KEPT) documents.clear();
        documents.set(observation, document);
      }
      return document;
    },
  };
}

function push<K>(into: Map<K, Call[]>, key: K, call: Call): void {
  const known = into.get(key);
  if (known) known.push(call);
  else into.set(key, [call]);
}
