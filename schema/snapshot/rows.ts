import type { JsonObject } from '../json.ts';
import type { EntityKind } from '../kinds/entity-kinds.ts';
import type { RelationKind } from '../kinds/relation-kinds.ts';
import type { Call, Coverage, Source } from '../records.ts';
import { observationId } from './body.ts';
import type { EntityRow } from './types.ts';

/** Rows as they are stored, and the records they stand for. */
export interface SourceRow {
  readonly id: string;
  readonly kind: Source['kind'];
  readonly principal: string | null;
  readonly account: string | null;
  readonly collector: string;
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly clock_offset_ms: number | null;
}
export const SOURCE_COLUMNS =
  'id, kind, principal, account, collector, started_at, ended_at, clock_offset_ms';

export function toSource(row: SourceRow): Source {
  return {
    id: row.id,
    kind: row.kind,
    principal: row.principal,
    account: row.account,
    collector: row.collector,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    clockOffsetMs: row.clock_offset_ms,
  };
}

export interface CallRow {
  readonly number: number;
  readonly source: string;
  readonly operation: string;
  readonly region: string | null;
  readonly page: number;
  readonly status: Call['status'];
  readonly http_status: number | null;
  readonly request_id: string | null;
  readonly started_at: string;
  readonly ended_at: string;
  /** Hash of the body it names. */
  readonly sha256: string | null;
  readonly original_sha256: string | null;
  readonly redactions: number;
  readonly endpoint: string;
  readonly parameters: string;
}
export const SELECT_CALLS = `SELECT call.number, source, operation, region, page, status, http_status, request_id,
  started_at, ended_at, sha256, original_sha256, redactions, endpoint, parameters
  FROM call LEFT JOIN body ON body.number = call.body`;

export function toCall(row: CallRow): Call {
  return {
    source: row.source,
    operation: row.operation,
    region: row.region,
    endpoint: row.endpoint,
    parameters: JSON.parse(row.parameters) as JsonObject,
    page: row.page,
    status: row.status,
    httpStatus: row.http_status,
    requestId: row.request_id,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    observation: row.sha256 === null ? null : observationId(row.sha256),
    originalSha256: row.original_sha256,
    redactions: row.redactions,
  };
}

export interface CoverageRow {
  readonly source: string;
  readonly operation: string;
  readonly region: string | null;
  readonly status: Coverage['status'];
  readonly items: number;
  readonly calls: number;
  readonly reason: string;
  readonly kinds: string;
}

export function toCoverage(row: CoverageRow): Coverage {
  return { ...row, kinds: JSON.parse(row.kinds) as RelationKind[] };
}

export interface StoredEntity {
  readonly number: number;
  readonly kind: EntityKind;
  readonly id: string;
  readonly name: string;
  readonly source: string | null;
  readonly collected: number;
  readonly tier: 0 | 1 | 2 | null;
  readonly sha256: string | null;
  readonly pointer: string | null;
  readonly attributes: string;
}
export const SELECT_ENTITIES = `SELECT entity.number, kind, id, name, source, collected, tier, sha256, pointer, attributes
  FROM entity LEFT JOIN body ON body.number = entity.body`;

export function toEntity(row: StoredEntity): EntityRow {
  return {
    index: row.number,
    id: row.id,
    kind: row.kind,
    name: row.name,
    source: row.source,
    collected: row.collected === 1,
    tier: row.tier,
    attributes: JSON.parse(row.attributes) as JsonObject,
    evidence:
      row.sha256 === null ? null : { observation: observationId(row.sha256), pointer: row.pointer ?? '' },
  };
}
