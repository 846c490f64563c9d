import { createHash } from 'node:crypto';
import { canonicalJson, type Json, type JsonObject } from '../../schema/json.ts';
import { SOURCE_KIND_NAMES, type SourceKind } from '../../schema/kinds/source-kinds.ts';
import type { Call, Coverage, ObservationId, Source } from '../../schema/records.ts';
import type { ObservationSource } from './observation-source.ts';

/** One answer as a collector would record it. */
export interface MemoryCall {
  readonly operation: string;
  readonly document: Json;
  readonly source?: string;
  readonly region?: string;
  readonly parameters?: JsonObject;
}

/** Observations in memory, with the same shape as a snapshot's. `startedAt` is when they were made. */
export function memorySource(
  calls: readonly MemoryCall[],
  options: {
    readonly account?: string;
    readonly startedAt?: string;
    readonly coverage?: readonly Coverage[];
  } = {},
): ObservationSource {
  const startedAt = options.startedAt ?? '2026-11-22T12:00:00.000Z';
  const documents = new Map<ObservationId, Json>();
  const recorded = calls.map((call): Call => {
    const hash = createHash('sha256').update(canonicalJson(call.document)).digest('hex');
    const observation: ObservationId = `sha256:${hash}`;
    documents.set(observation, call.document);
    return {
      source: call.source ?? 'aws:test',
      operation: call.operation,
      region: call.region ?? null,
      endpoint: 'memory',
      parameters: call.parameters ?? {},
      page: 0,
      status: 'ok',
      httpStatus: 200,
      requestId: null,
      startedAt,
      endedAt: startedAt,
      observation,
      originalSha256: null,
      redactions: 0,
    };
  });
  const ids = [...new Set(['aws:test', ...recorded.map((call) => call.source)])];
  const used = ids.filter((id) => recorded.some((call) => call.source === id));
  const sources = used.map(
    (id): Source => ({
      id,
      kind: kindOf(id),
      principal: null,
      account: used.length === 1 ? (options.account ?? null) : null,
      collector: 'memory',
      startedAt,
      endedAt: startedAt,
      clockOffsetMs: null,
    }),
  );
  return {
    sources: () => sources,
    coverage: () => options.coverage ?? [],
    calls: () => recorded,
    document: (observation) => {
      const found = documents.get(observation);
      if (found === undefined) throw new Error(`no document ${observation}`);
      return found;
    },
  };
}

/** The kind that a source's id begins with, as collectors make ids: `kubernetes:prod`. */
function kindOf(id: string): SourceKind {
  const prefix = id.slice(0, id.indexOf(':'));
  return SOURCE_KIND_NAMES.find((kind) => kind === prefix) ?? 'aws';
}
