import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '../schema/json.ts';
import { canonicalJson } from '../schema/json.ts';
import type { Coverage } from '../schema/records.ts';
import type { SnapshotReader } from '../schema/snapshot/types.ts';
import type { Answer, Method } from './answer.ts';

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Entries that each carry the hash of the one before, so that none can be taken out or moved. */
export function hashChain(entries: readonly JsonObject[]): JsonObject[] {
  let previous = '0'.repeat(64);
  return entries.map((entry) => {
    const linked = { ...entry, previous };
    previous = sha256(canonicalJson(linked));
    return { ...linked, hash: previous };
  });
}

/** True where every entry holds the hash of the one before and its own. */
export function hashChainHolds(entries: readonly JsonObject[]): boolean {
  let previous = '0'.repeat(64);
  return entries.every((entry) => {
    const { hash, ...rest } = entry;
    if (rest.previous !== previous || hash !== sha256(canonicalJson(rest))) return false;
    previous = hash as string;
    return true;
  });
}

/** `custody.json`: who collected what from where and when, what was denied, what was redacted, what was asked. */
export function custody(
  reader: SnapshotReader,
  answer: Answer,
  method: Method,
  bundleId: string,
): JsonObject {
  const info = reader.info();
  return {
    bundle: bundleId,
    tool: method.tool,
    analysis: info.analysis,
    operatingSystem: method.os,
    operator: method.operator,
    snapshot: {
      digest: info.digest,
      formatVersion: info.formatVersion,
      createdBy: info.createdBy,
      createdAt: info.createdAt,
      sealedAt: info.sealedAt,
    },
    sources: info.sources.map((source) => ({ ...source })),
    clock: {
      zone: 'UTC',
      offsetsFromServersMs: Object.fromEntries(
        info.sources.map((source) => [source.id, source.clockOffsetMs]),
      ),
    },
    calls: [...reader.calls()].map((call): JsonObject => ({ ...call })),
    gaps: reader
      .coverage()
      .filter((record) => record.status !== 'complete')
      .map((record: Coverage): Json => ({ ...record })),
    redactions: [...reader.calls()]
      .filter((call) => call.redactions > 0)
      .map(
        (call): Json => ({
          operation: call.operation,
          redactedValues: call.redactions,
          originalSha256: call.originalSha256,
          redacted: call.observation,
        }),
      ),
    actions: hashChain([
      { action: 'open', snapshot: info.digest },
      { action: 'ask', question: { ...answer.question } },
      { action: 'export', bundle: bundleId },
    ]),
  };
}
