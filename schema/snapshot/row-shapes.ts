import { z } from 'zod';
import { ENTITY_KIND_NAMES, type EntityKind } from '../kinds/entity-kinds.ts';
import { RELATION_KIND_NAMES, type RelationKind } from '../kinds/relation-kinds.ts';
import { SOURCE_KIND_NAMES, type SourceKind } from '../kinds/source-kinds.ts';

/** The rows of a snapshot as someone else's file must have them, with how long each text may be. */
const short = z.string().max(256);
const line = z.string().max(4_096);
const count = z.int().min(0);
const number = count.max(2 ** 31 - 1);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const time = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const relationKind = z.enum(RELATION_KIND_NAMES as [RelationKind, ...RelationKind[]]);

/** A text column that holds JSON. */
function jsonText(shape: z.ZodType, most: number) {
  return z
    .string()
    .max(most)
    .refine((text) => {
      try {
        return shape.safeParse(JSON.parse(text)).success;
      } catch {
        return false;
      }
    }, 'is not the JSON it should be');
}
const jsonObject = z.record(z.string(), z.json());

const redaction = {
  redacted_from: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .optional(),
  redaction: jsonText(jsonObject, 4_000_000).optional(),
};

export const META_SHAPES = {
  sealed: z.strictObject({
    ...redaction,
    created_at: time,
    created_by: short,
    sealed_at: time,
    analysis: short,
    digest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
  }),
  unfinished: z.strictObject({
    ...redaction,
    created_at: time,
    created_by: short,
    base_digest: z.string().max(80).optional(),
    sealing_digest: z.string().max(80).optional(),
  }),
};

/** By table; each column as it is stored. `data` columns are checked by their hashes. */
export const ROW_SHAPES = {
  source: z.object({
    number,
    id: line,
    kind: z.enum(SOURCE_KIND_NAMES as [SourceKind, ...SourceKind[]]),
    principal: line.nullable(),
    account: short.nullable(),
    collector: short,
    started_at: time,
    ended_at: time.nullable(),
    clock_offset_ms: z.int().nullable(),
  }),
  body: z.object({ number, sha256: hash, size: count }),
  call: z.object({
    number,
    source: line,
    operation: short,
    region: short.nullable(),
    page: count,
    status: z.enum(['ok', 'denied', 'throttled', 'failed']),
    http_status: count.max(999).nullable(),
    request_id: line.nullable(),
    started_at: time,
    ended_at: time,
    body: number.nullable(),
    original_sha256: z.string().max(80).nullable(),
    redactions: count,
    endpoint: line,
    parameters: jsonText(jsonObject, 100_000),
  }),
  coverage: z.object({
    number,
    source: line,
    operation: short,
    region: short.nullable(),
    status: z.enum(['complete', 'denied', 'throttled', 'failed', 'skipped', 'unsupported']),
    items: count,
    calls: count,
    reason: z.string().max(100_000),
    kinds: jsonText(z.array(relationKind).max(1_000), 100_000),
  }),
  entity: z.object({
    number,
    kind: z.enum(ENTITY_KIND_NAMES as [EntityKind, ...EntityKind[]]),
    id: line,
    name: line,
    source: line.nullable(),
    collected: z.union([z.literal(0), z.literal(1)]),
    tier: z.union([z.literal(0), z.literal(1), z.literal(2), z.null()]),
    body: number.nullable(),
    pointer: z.string().max(8_192).nullable(),
    attributes: jsonText(jsonObject, 4_000_000),
  }),
  relation_type: z.object({
    number,
    kind: relationKind,
    rule: short,
    verdict: z.enum(['allow', 'conditional', 'unknown']),
  }),
  proof_step: z.object({
    number,
    body: number,
    pointer: z.string().max(8_192),
    says: z.string().max(100_000),
  }),
  relation: z.object({
    number,
    from_entity: number,
    to_entity: number,
    type: number,
    proof: z
      .string()
      .max(100_000)
      .regex(/^\[(\d{1,10}(,\d{1,10})*)?\]$/),
    conditions: jsonText(z.array(line).max(1_000), 1_000_000).nullable(),
  }),
  graph: z.object({
    number,
    name: short,
    part: count,
    type: z.enum(['int32', 'uint8']),
    sha256: hash,
  }),
} satisfies Record<string, z.ZodObject>;

export type TableName = keyof typeof ROW_SHAPES;
