import { z } from 'zod';
import { CONFIDENCES, SEVERITIES } from '../findings.ts';
import { ENTITY_KIND_NAMES, type EntityKind } from '../kinds/entity-kinds.ts';
import { RELATION_KIND_NAMES, type RelationKind } from '../kinds/relation-kinds.ts';
import { SOURCE_KIND_NAMES, type SourceKind } from '../kinds/source-kinds.ts';

/** The shapes that several requests share. */
export const entityKind = z.enum(ENTITY_KIND_NAMES as [EntityKind, ...EntityKind[]]);
export const relationKind = z.enum(RELATION_KIND_NAMES as [RelationKind, ...RelationKind[]]);
export const text = z.string().max(100_000);
export const path = z.string().min(1).max(4_096);
export const verdict = z.enum(['allow', 'conditional', 'unknown']);
export const observationId = z.custom<`sha256:${string}`>(
  (v) => typeof v === 'string' && /^sha256:[0-9a-f]{64}$/.test(v),
);
/** Names an open snapshot inside the engine. */
export const handle = z.string().min(1).max(64);
export const jsonObject = z.record(z.string(), z.json());

export const proofStep = z.object({ observation: observationId, pointer: z.string(), says: z.string() });
/** First and last (ISO 8601 UTC), how often without an error, and the most frequent source addresses. */
const observed = z.object({
  first: z.string(),
  last: z.string(),
  count: z.number().int(),
  from: z.array(z.string()),
});
export const hop = z.object({
  from: z.string(),
  to: z.string(),
  kind: relationKind,
  rule: z.string(),
  verdict,
  conditions: z.array(z.string()),
  techniques: z.array(z.string()),
  proof: z.array(proofStep),
  /** Only where an imported or collected log saw it happen between the same two ends. */
  observed: observed.optional(),
  /** On paths: how many relations lead from the one entity to the other, this one among them, where they are several. */
  parallel: z.number().int().optional(),
});
/** The exception of the case that covers something, or covered it until its last day; absent where there is none. */
const excepted = z.object({
  id: z.string(),
  live: z.boolean(),
  daysLeft: z.number().int(),
  expires: z.string(),
  owner: z.string(),
});
export const trustPath = z.object({
  from: z.string(),
  to: z.string(),
  verdict,
  hops: z.array(hop),
  exception: excepted.optional(),
});
export const unknown = z.object({
  source: z.string(),
  operation: z.string(),
  reason: z.string(),
  kinds: z.array(relationKind),
});

export const entity = z.object({
  index: z.number().int(),
  id: z.string(),
  kind: entityKind,
  name: z.string(),
  source: z.string().nullable(),
  collected: z.boolean(),
  tier: z.union([z.literal(0), z.literal(1), z.literal(2), z.null()]),
  attributes: jsonObject,
  evidence: z.object({ observation: observationId, pointer: z.string() }).nullable(),
});

export const source = z.object({
  id: z.string(),
  kind: z.enum(SOURCE_KIND_NAMES as [SourceKind, ...SourceKind[]]),
  principal: z.string().nullable(),
  account: z.string().nullable(),
  collector: z.string(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  clockOffsetMs: z.number().nullable(),
});

export const snapshotInfo = z.object({
  path: z.string(),
  digest: z.string().nullable(),
  formatVersion: z.number().int(),
  createdAt: z.string(),
  sealedAt: z.string().nullable(),
  createdBy: z.string(),
  analysis: z.string().nullable(),
  /** Only where names were replaced with pseudonyms: the digest of the original, and the policy as JSON. */
  redaction: z.object({ of: z.string(), policy: z.string() }).optional(),
  sources: z.array(source),
  counts: z.object({
    observations: z.number().int(),
    calls: z.number().int(),
    entities: z.number().int(),
    relations: z.number().int(),
    gaps: z.number().int(),
  }),
});

export const coverageCall = z.object({
  operation: z.string(),
  region: z.string().nullable(),
  status: z.enum(['complete', 'denied', 'throttled', 'failed', 'skipped', 'unsupported']),
  reason: z.string(),
  items: z.number().int(),
  calls: z.number().int(),
  kinds: z.array(relationKind),
});
export const coverageReport = z.object({
  sources: z.array(z.object({ id: z.string(), kind: z.string(), calls: z.array(coverageCall) })),
});

const seen = { count: z.number().int(), errors: z.number().int(), first: z.string(), last: z.string() };
const seenNamed = z.array(z.object({ name: z.string(), ...seen }));
const countedNames = z.array(z.object({ name: z.string(), count: z.number().int() }));
/** What logs saw a credential or principal do. Times are ISO 8601 UTC, empty where nothing was seen. */
export const activity = z.object({
  ...seen,
  /** The logs looked through and the time each covers: what happened outside them is not known. */
  logs: z.array(z.object({ source: z.string(), ...seen })),
  principals: z.array(z.string()),
  keys: z.array(z.string()),
  actions: seenNamed,
  addresses: seenNamed,
  resources: seenNamed,
  userAgents: countedNames,
  regions: countedNames,
  sessions: countedNames,
  assumed: seenNamed,
  proof: z.array(proofStep),
});

/** A recognised credential: everything that can be told without keeping it. Never holds the secret part. */
export const recognition = z.object({
  /** `aws-access-key`, `github-fine-grained-token`, `jwt`, … or `entity` when the text named an entity. */
  type: z.string(),
  label: z.string(),
  /** Public identifier inside the credential (an access key id), or null. */
  identifier: z.string().nullable(),
  /** `sha256:…` of the whole text, for telling two apart without keeping either; null for an entity. */
  fingerprint: z.string().nullable(),
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
});

/** One step of containment, most urgent first. */
export const containmentStep = z.object({
  order: z.number().int(),
  title: z.string(),
  why: z.string(),
  /** A command that a person may run; Trustpath never runs it. */
  command: z.string().nullable(),
  entity: z.string().nullable(),
});

export const finding = z.object({
  id: z.string(),
  rule: z.string(),
  title: z.string(),
  severity: z.enum(SEVERITIES),
  confidence: z.enum(CONFIDENCES),
  entity: z.string(),
  techniques: z.array(z.string()),
  proof: z.array(proofStep),
  remediation: z.string(),
  /** What is left open, in words. */
  conditions: z.array(z.string()),
  /** What people filter and sort by besides, such as the last use of a key. */
  attributes: jsonObject,
  exception: excepted.optional(),
});
export const findingRule = z.object({
  id: z.string(),
  title: z.string(),
  severity: z.enum(SEVERITIES),
  confidence: z.enum(CONFIDENCES),
  techniques: z.array(z.string()),
  why: z.string(),
  remediation: z.string(),
  references: z.array(z.string()),
});

/** Progress of long work: by source, what it is doing now. `total` is null where it is not known. */
export const progress = z.object({
  stage: z.string(),
  source: z.string().nullable(),
  detail: z.string(),
  done: z.number().int(),
  total: z.number().int().nullable(),
  gaps: z.number().int(),
  /** Where the message says only this: what was recorded of the coverage of one operation of the source. */
  coverage: z
    .object({
      operation: z.string(),
      region: z.string().nullable(),
      status: coverageCall.shape.status,
      reason: z.string(),
    })
    .optional(),
});

export const collectResult = z.object({ info: snapshotInfo, gaps: z.number().int() });
export const include = z.object({ conditional: z.boolean(), unknown: z.boolean() });
/** Relations that a question is to do without: those of a kind, or all, from one entity straight to another. */
export const without = z.array(z.object({ from: text, to: text, kind: relationKind.optional() })).max(1_000);
/**
 * What the limits of a question held back: conditional and unknown relations that begin where the answer came and were
 * not followed, and relations taken out by name.
 */
export const leftOut = z.object({
  conditional: z.number().int(),
  unknown: z.number().int(),
  without: z.number().int(),
});
/** `leftOut` is there where a filter was given or relations were taken out. */
export const pathsResult = z.object({
  paths: z.array(trustPath),
  unknowns: z.array(unknown),
  leftOut: leftOut.optional(),
});

/** A reach or an exposure as columns: entity numbers, hops from the start, and verdicts (0 allow, 1 conditional, 2 unknown). */
export const columns = z.object({
  origin: z.string(),
  index: z.instanceof(Int32Array),
  distance: z.instanceof(Int32Array),
  verdict: z.instanceof(Uint8Array),
  groups: z.array(
    z.object({
      kind: entityKind,
      tier: z.number().nullable(),
      source: z.string().nullable(),
      count: z.number().int(),
      first: z.number().int(),
    }),
  ),
  unknowns: z.array(unknown),
  leftOut: leftOut.optional(),
});
