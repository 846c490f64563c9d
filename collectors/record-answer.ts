import { isJsonObject, type Json, type JsonObject } from '../schema/json.ts';
import type { Call } from '../schema/records.ts';
import type { SnapshotWriter } from '../schema/snapshot/types.ts';
import { redactDocument, redactText } from './redact.ts';

/** A call as a collector knows it, before redaction. */
export type CallFacts = Omit<Call, 'observation' | 'originalSha256' | 'redactions'>;

/** A call and its document as they may be stored. */
export interface RedactedAnswer {
  readonly call: Omit<Call, 'observation'>;
  readonly document: Json | null;
}

/** What was replaced in a document before it came here, and the hash of what it was until then. */
export interface EarlierRedaction {
  readonly redactions: number;
  /** `sha256:…` */
  readonly originalSha256: string;
}

/**
 * The one way towards a snapshot for what a collector or an importer obtained: redacts the document, the parameters and
 * the endpoint. `known` are secrets of the session; `earlier` is for a provider whose documents need more than what is
 * replaced everywhere.
 */
export function redactAnswer(
  facts: CallFacts,
  document: Json | null,
  known: readonly string[] = [],
  earlier: EarlierRedaction | null = null,
): RedactedAnswer {
  const redacted = document === null ? null : redactDocument(document, known);
  const before = earlier !== null && earlier.redactions > 0 ? earlier : null;
  return {
    call: {
      ...facts,
      endpoint: redactText(facts.endpoint, known),
      parameters: redactParameters(facts.parameters, known),
      originalSha256: before?.originalSha256 ?? redacted?.originalSha256 ?? null,
      redactions: (before?.redactions ?? 0) + (redacted?.redactions ?? 0),
    },
    document: redacted?.value ?? null,
  };
}

/** Redacts and records at once. */
export function recordAnswer(
  writer: SnapshotWriter,
  facts: CallFacts,
  document: Json | null,
  known: readonly string[] = [],
  earlier: EarlierRedaction | null = null,
): void {
  const answer = redactAnswer(facts, document, known, earlier);
  writer.recordCall(answer.call, answer.document);
}

/** Parameters as they are stored, and so as they have to be asked for again. */
export function redactParameters(parameters: JsonObject, known: readonly string[] = []): JsonObject {
  const { value } = redactDocument(parameters, known);
  return isJsonObject(value) ? value : {};
}
