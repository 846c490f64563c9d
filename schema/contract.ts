import { z } from 'zod';
import { ENTITY_KIND_NAMES, type EntityKind } from './kinds/entity-kinds.ts';
import { RELATION_KIND_NAMES, type RelationKind } from './kinds/relation-kinds.ts';

/**
 * The one map of what can be asked of the engine: channel → input, output, progress. Main, preload, window, command
 * line and engine derive their types from it. Errors cross as `EngineError`.
 */
const entityKind = z.enum(ENTITY_KIND_NAMES as [EntityKind, ...EntityKind[]]);
const relationKind = z.enum(RELATION_KIND_NAMES as [RelationKind, ...RelationKind[]]);
const text = z.string().max(100_000);
const path = z.string().min(1).max(4_096);
const verdict = z.enum(['allow', 'conditional', 'unknown']);
const observationId = z.custom<`sha256:${string}`>(
  (v) => typeof v === 'string' && /^sha256:[0-9a-f]{64}$/.test(v),
);
/** Names an open snapshot inside the engine. */
const handle = z.string().min(1).max(64);
const jsonObject = z.record(z.string(), z.json());

export const proofStep = z.object({ observation: observationId, pointer: z.string(), says: z.string() });
export const hop = z.object({
  from: z.string(),
  to: z.string(),
  kind: relationKind,
  rule: z.string(),
  verdict,
  conditions: z.array(z.string()),
  techniques: z.array(z.string()),
  proof: z.array(proofStep),
});
export const trustPath = z.object({ from: z.string(), to: z.string(), verdict, hops: z.array(hop) });
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

const source = z.object({
  id: z.string(),
  kind: z.enum(['aws', 'aws-files']),
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

/** Progress of long work: by source, what it is doing now. `total` is null where it is not known. */
export const progress = z.object({
  stage: z.string(),
  source: z.string().nullable(),
  detail: z.string(),
  done: z.number().int(),
  total: z.number().int().nullable(),
  gaps: z.number().int(),
});

const collectResult = z.object({ info: snapshotInfo, gaps: z.number().int() });
const pathsResult = z.object({ paths: z.array(trustPath), unknowns: z.array(unknown) });
const include = z.object({ conditional: z.boolean(), unknown: z.boolean() });

/** A reach or an exposure as columns: entity numbers, hops from the start, and verdicts (0 allow, 1 conditional, 2 unknown). */
const columns = z.object({
  origin: z.string(),
  index: z.instanceof(Int32Array),
  distance: z.instanceof(Int32Array),
  verdict: z.instanceof(Uint8Array),
  groups: z.array(
    z.object({
      kind: entityKind,
      tier: z.number().nullable(),
      count: z.number().int(),
      first: z.number().int(),
    }),
  ),
  unknowns: z.array(unknown),
});

export const CONTRACT = {
  /** Opens a sealed or unfinished file. A file that this machine did not make is copied and checked first. */
  'snapshot.open': {
    input: z.object({ path }),
    output: z.object({ handle, info: snapshotInfo, warnings: z.array(z.string()) }),
    progress,
  },
  /**
   * Reads the whole file and recomputes its digest, in a process of its own: opening does not wait for it where this
   * machine sealed the file. Rejects with `input-refused` where something was altered.
   */
  'snapshot.verify': { input: z.object({ handle }), output: z.object({ digest: z.string().nullable() }) },
  'snapshot.close': { input: z.object({ handle }), output: z.object({}) },
  'snapshot.info': { input: z.object({ handle }), output: snapshotInfo },
  'snapshot.coverage': { input: z.object({ handle }), output: coverageReport },
  'entities.list': {
    input: z.object({
      handle,
      kind: entityKind.optional(),
      match: text.optional(),
      limit: z.number().int().min(1).max(10_000_000).optional(),
      offset: z.number().int().min(0).optional(),
    }),
    output: z.object({ total: z.number().int(), entities: z.array(entity) }),
  },
  /** Entities by their numbers, in the order asked. */
  'entities.get': {
    input: z.object({ handle, indices: z.array(z.number().int()).max(100_000) }),
    output: z.object({ entities: z.array(entity) }),
  },
  /** One entity by id, name or unique fragment, with its direct relations in both directions. */
  'entity.inspect': {
    input: z.object({ handle, entity: text, limit: z.number().int().max(10_000).optional() }),
    output: z.object({
      entity,
      outgoing: z.array(hop),
      incoming: z.array(hop),
      outgoingCount: z.number().int(),
      incomingCount: z.number().int(),
      unknowns: z.array(unknown),
    }),
  },
  /** Says what a pasted text is. The text is not kept, logged or returned. */
  'credential.recognise': {
    input: z.object({ text }),
    output: z.object({ recognised: z.array(recognition) }),
  },
  trace: {
    input: z.object({ handle, text, k: z.number().int().min(1).max(100).optional() }),
    output: z.object({
      recognition,
      /** The entity the credential is, or belongs to; null where the snapshot does not have it. */
      owner: entity.nullable(),
      start: z.string().nullable(),
      reach: z.object({
        total: z.number().int(),
        byKind: z.array(z.object({ kind: entityKind, count: z.number().int() })),
        byTier: z.array(z.object({ tier: z.number().nullable(), count: z.number().int() })),
      }),
      paths: z.array(trustPath),
      containment: z.array(containmentStep),
      unknowns: z.array(unknown),
      notes: z.array(z.string()),
    }),
  },
  path: {
    input: z.object({
      handle,
      from: text,
      to: text.optional(),
      /** Most hops of a path. */
      max: z.number().int().min(1).max(100).optional(),
      /** Most paths for each target. */
      k: z.number().int().min(1).max(100).optional(),
      include: include.optional(),
      strictScp: z.boolean().optional(),
    }),
    output: pathsResult,
  },
  reach: {
    input: z.object({ handle, from: text, include: include.optional(), strictScp: z.boolean().optional() }),
    output: columns,
  },
  exposure: {
    input: z.object({ handle, to: text, include: include.optional(), strictScp: z.boolean().optional() }),
    output: columns,
  },
  explain: {
    input: z.object({ handle, from: text, to: text, strictScp: z.boolean().optional() }),
    output: z.object({
      related: z.boolean(),
      relations: z.array(hop),
      blockedBy: z.array(
        z.object({ observation: observationId.nullable(), pointer: z.string(), says: z.string() }),
      ),
      unknowns: z.array(unknown),
    }),
  },
  /** The rules that derive relations: what each enables, how to end it, where to read more. */
  'rules.list': {
    input: z.object({}),
    output: z.object({
      rules: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          kind: relationKind,
          techniques: z.array(z.string()),
          enables: z.string(),
          fix: z.string(),
          references: z.array(z.string()),
        }),
      ),
    }),
  },
  'observation.get': {
    input: z.object({ handle, observation: observationId }),
    output: z.object({
      document: z.json(),
      calls: z.array(
        z.object({
          source: z.string(),
          operation: z.string(),
          endpoint: z.string(),
          region: z.string().nullable(),
          parameters: jsonObject,
          page: z.number().int(),
          requestId: z.string().nullable(),
          startedAt: z.string(),
          endedAt: z.string(),
        }),
      ),
    }),
  },
  'collect.aws': {
    input: z.object({
      out: path,
      add: z.boolean().optional(),
      resume: z.boolean().optional(),
      profile: z.string().max(256).optional(),
      roleArn: z.string().max(2_048).optional(),
      externalId: z.string().max(1_224).optional(),
      regions: z.array(z.string().max(64)).optional(),
      endpoint: z.string().max(2_048).optional(),
      concurrency: z.number().int().min(1).max(32).optional(),
    }),
    output: collectResult,
    progress,
  },
  'import.aws': {
    input: z.object({ paths: z.array(path).min(1), out: path, add: z.boolean().optional() }),
    output: collectResult,
    progress,
  },
  /** Profiles and other ways in that were found on this machine, without using any. */
  'collect.discover': {
    input: z.object({}),
    output: z.object({
      aws: z.array(z.object({ profile: z.string(), origin: z.string(), region: z.string().nullable() })),
    }),
  },
  /** Collects the embedded sample estate over loopback into `out`. `leakedKeyId` is the story's leaked key. */
  'sample.create': {
    input: z.object({ out: path }),
    output: z.object({ info: snapshotInfo, leakedKeyId: z.string() }),
    progress,
  },
  'evaluate.aws': { input: z.object({ cases: z.json() }), output: z.object({ answers: z.json() }) },
  'evidence.write': {
    input: z.object({
      handle,
      question: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('trace'), text }),
        z.object({
          kind: z.literal('path'),
          from: text,
          to: text.optional(),
          k: z.number().int().optional(),
        }),
        z.object({ kind: z.literal('exposure'), to: text }),
      ]),
      out: path,
      operator: z.string().max(256).optional(),
      keyFile: path.optional(),
      withSnapshot: z.boolean().optional(),
    }),
    output: z.object({
      path: z.string(),
      manifestSha256: z.string(),
      keyId: z.string(),
      files: z.number().int(),
    }),
    progress,
  },
  'evidence.verify': {
    input: z.object({ path, publicKeyFile: path.optional() }),
    output: z.object({
      ok: z.boolean(),
      checks: z.array(z.object({ name: z.string(), ok: z.boolean(), says: z.string() })),
    }),
    progress,
  },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType; progress?: z.ZodType }>;

export type Channel = keyof typeof CONTRACT;
export type Input<C extends Channel> = z.input<(typeof CONTRACT)[C]['input']>;
export type ParsedInput<C extends Channel> = z.output<(typeof CONTRACT)[C]['input']>;
export type Output<C extends Channel> = z.output<(typeof CONTRACT)[C]['output']>;
export type Progress = z.output<typeof progress>;
export type Hop = z.output<typeof hop>;
export type TrustPath = z.output<typeof trustPath>;
export type Recognition = z.output<typeof recognition>;
export type ContainmentStep = z.output<typeof containmentStep>;
export type EntityRecord = z.output<typeof entity>;
export type CoverageCall = z.output<typeof coverageCall>;
export type CoverageReport = z.output<typeof coverageReport>;

export interface EngineErrorRecord {
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
  readonly details: Readonly<Record<string, unknown>>;
}

/** What crosses between a shell and the engine. */
export type EngineRequest =
  | { readonly type: 'request'; readonly id: number; readonly channel: Channel; readonly input: unknown }
  | { readonly type: 'cancel'; readonly id: number };
export type EngineResponse =
  | { readonly type: 'answer'; readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly type: 'answer'; readonly id: number; readonly ok: false; readonly error: EngineErrorRecord }
  | { readonly type: 'progress'; readonly id: number; readonly progress: Progress };
