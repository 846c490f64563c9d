import { isJsonObject, type Json, type JsonObject } from '../schema/json.ts';
import type { Call } from '../schema/records.ts';
import type { SnapshotWriter } from '../schema/snapshot/types.ts';
import { redactDocument, redactText } from './redact.ts';

/** A call as a collector knows it, before redaction. */
export type CallFacts = Omit<Call, 'observation' | 'originalSha256' | 'redactions'>;

/**
 * The one way into a snapshot for what a collector or an importer obtained: redacts the document, the parameters and
 * the endpoint, and records them. Answers the document as it was stored.
 */
export function recordAnswer(
  writer: SnapshotWriter,
  facts: CallFacts,
  document: Json | null,
  known: readonly string[] = [],
): { readonly call: Call; readonly document: Json | null } {
  const redacted = document === null ? null : redactDocument(document, known);
  const call = writer.recordCall(
    {
      ...facts,
      endpoint: redactText(facts.endpoint, known),
      parameters: redactParameters(facts.parameters, known),
      originalSha256: redacted?.originalSha256 ?? null,
      redactions: redacted?.redactions ?? 0,
    },
    redacted?.value ?? null,
  );
  return { call, document: redacted?.value ?? null };
}

/** Parameters as they are stored, and so as they have to be asked for again. */
export function redactParameters(parameters: JsonObject, known: readonly string[] = []): JsonObject {
  const { value } = redactDocument(parameters, known);
  return isJsonObject(value) ? value : {};
}
