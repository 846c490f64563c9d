import { createHash } from 'node:crypto';
import { TrustpathError } from '../../schema/errors.ts';
import { canonicalJson, type Json } from '../../schema/json.ts';
import type { Call, EvidenceRef, ObservationId } from '../../schema/records.ts';
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
  const observations = new Set([...source.calls()].map(({ observation }) => observation));
  const make = (was: ObservationId, own: readonly Edit[]): ObservationId => {
    const { document, original } = editDocument(source.document(was), own);
    const id = idOf(document, was, (each) => observations.has(each));
    documents.set(id, { was, document });
    places.set(id, original);
    return id;
  };
  const now = new Map<ObservationId, (call: Call) => ObservationId | undefined>();
  for (const [was, own] of Map.groupBy(edits, (edit) => edit.observation)) {
    if (own.some(({ calls }) => calls)) {
      const answers = [...source.calls()].filter(({ observation }) => observation === was);
      now.set(
        was,
        perCall(answers, own, (chosen) => make(was, chosen)),
      );
      continue;
    }
    const id = make(was, own);
    now.set(was, () => id);
  }
  return {
    documents,
    source: {
      sources: () => source.sources(),
      coverage: () => source.coverage(),
      *calls(filter) {
        for (const call of source.calls(filter)) {
          const edited = call.observation === null ? undefined : now.get(call.observation)?.(call);
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

/** The documents that an observation becomes where an edit is meant for the answers to some of its calls alone. */
function perCall(
  calls: readonly Call[],
  own: readonly Edit[],
  make: (chosen: readonly Edit[]) => ObservationId,
): (call: Call) => ObservationId | undefined {
  const made = new Map<string, ObservationId>();
  const meant = (call: Call) => own.filter((edit) => concerns(edit, call));
  const keyOf = (chosen: readonly Edit[]) => chosen.map((edit) => own.indexOf(edit)).join();
  const used = new Set<Edit>();
  for (const call of calls) {
    const chosen = meant(call);
    for (const edit of chosen) used.add(edit);
    if (chosen.length > 0 && !made.has(keyOf(chosen))) made.set(keyOf(chosen), make(chosen));
  }
  const idle = own.find((edit) => !used.has(edit));
  if (idle)
    throw new TrustpathError(
      'input-refused',
      `The change is about ${JSON.stringify(idle.calls)}, and no answer with ${idle.pointer || 'such a document'} is.`,
    );
  return (call) => made.get(keyOf(meant(call)));
}

function concerns({ calls }: Edit, { parameters }: Call): boolean {
  return Object.entries(calls ?? {}).every(([name, values]) => {
    const asked = parameters[name];
    if (typeof asked !== 'string' && typeof asked !== 'number') return true;
    return values.some((value) => value.toLowerCase() === String(asked).toLowerCase());
  });
}

/** The id of an edited document: of what it says, or, where an observation says just that, of what it was as well. */
function idOf(document: Json, was: ObservationId, isTaken: (id: ObservationId) => boolean): ObservationId {
  const text = canonicalJson(document);
  const id = digest(text);
  return isTaken(id) ? digest(`${was}\n${text}`) : id;
}

function digest(text: string): ObservationId {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

/** Documents as they would be, with everything that stays in its old place, and under its old id. */
export interface EditedInPlace {
  /** The calls that are answered otherwise. */
  readonly calls: readonly Call[];
  /** What a call is answered now. */
  observationOf(call: Call): Call['observation'];
  document(observation: ObservationId): Json;
  readonly documents: EditedSource['documents'];
  /** Where to show what stands at a place: where it stood; what only the scenario has, in the edited document. */
  shownAt(ref: EvidenceRef): EvidenceRef;
}

/** @throws TrustpathError `input-refused` where an edit names nothing */
export function editedInPlace(
  source: { document(id: ObservationId): Json; of(id: ObservationId): readonly Call[] },
  edits: readonly Edit[],
): EditedInPlace {
  const inPlace = new Map<ObservationId, Json>();
  const documents = new Map<ObservationId, { was: ObservationId; document: Json }>();
  const places = new Map<ObservationId, (pointer: string) => EvidenceRef>();
  const answers = new Map<Call, ObservationId>();
  for (const [was, own] of Map.groupBy(edits, (edit) => edit.observation)) {
    const make = (chosen: readonly Edit[], under: ObservationId | null): ObservationId => {
      const holed = editDocument(source.document(was), chosen, true);
      const closed = editDocument(source.document(was), chosen).document;
      const id = idOf(closed, was, (each) => source.of(each).length > 0);
      inPlace.set(under ?? id, holed.document);
      documents.set(id, { was, document: closed });
      places.set(under ?? id, (pointer) => {
        const old = holed.original(pointer);
        return old === null
          ? { observation: id, pointer: holed.withoutHoles(pointer) }
          : { observation: was, pointer: old };
      });
      return under ?? id;
    };
    const calls = source.of(was);
    // Where only some of equal answers are edited, theirs has to be told from the others'.
    const now = own.some((edit) => edit.calls)
      ? perCall(calls, own, (chosen) => make(chosen, null))
      : () => was;
    if (!own.some((edit) => edit.calls)) make(own, was);
    for (const call of calls) {
      const observation = now(call);
      if (observation !== undefined) answers.set(call, observation);
    }
  }
  return {
    calls: [...answers.keys()],
    observationOf: (call) => answers.get(call) ?? call.observation,
    document: (id) => inPlace.get(id) ?? source.document(id),
    documents,
    shownAt: (ref) => places.get(ref.observation)?.(ref.pointer) ?? ref,
  };
}
