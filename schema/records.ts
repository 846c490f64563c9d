import type { Json, JsonObject } from './json.ts';
import type { EntityKind } from './kinds/entity-kinds.ts';
import type { RelationKind } from './kinds/relation-kinds.ts';
import type { SourceKind } from './kinds/source-kinds.ts';

/** Times are ISO 8601 UTC with milliseconds, e.g. 2026-11-22T13:08:46.000Z. */
export type UtcTime = string;
/** `sha256:` and 64 hex digits, of the canonical JSON of a redacted document. */
export type ObservationId = `sha256:${string}`;

/** One thing collected: an AWS account, a cluster, an organisation, an imported set of files. */
export interface Source {
  /** Stable and readable: `aws:111122223333`, `file:dump.json`. */
  readonly id: string;
  readonly kind: SourceKind;
  /** What the collector found itself to be (caller ARN), or the folder or file imported. */
  readonly principal: string | null;
  /** What the source describes: an AWS account's id, a cluster's name, an organisation's login. */
  readonly account: string | null;
  readonly collector: string;
  readonly startedAt: UtcTime;
  readonly endedAt: UtcTime | null;
  /** Offset in milliseconds of the local clock from the server's `Date` header; null where none was seen. */
  readonly clockOffsetMs: number | null;
}

/** One API call or file read, with its provenance. `observation` is the document it returned, if any. */
export interface Call {
  readonly source: string;
  /** `iam:GetAccountAuthorizationDetails`, in the provider's own spelling. */
  readonly operation: string;
  readonly region: string | null;
  /** The endpoint called or the path of the file (relative to what was imported). */
  readonly endpoint: string;
  /** Parameters other than the page token. */
  readonly parameters: JsonObject;
  readonly page: number;
  readonly status: 'ok' | 'denied' | 'throttled' | 'failed';
  readonly httpStatus: number | null;
  readonly requestId: string | null;
  readonly startedAt: UtcTime;
  readonly endedAt: UtcTime;
  readonly observation: ObservationId | null;
  /** Hash of the answer before redaction, where it differs from `observation`. */
  readonly originalSha256: string | null;
  readonly redactions: number;
}

export type CoverageStatus = 'complete' | 'denied' | 'throttled' | 'failed' | 'skipped' | 'unsupported';

/** What was and was not seen, one record for each source, operation and region. */
export interface Coverage {
  readonly source: string;
  readonly operation: string;
  readonly region: string | null;
  readonly status: CoverageStatus;
  /** Empty when complete; else one sentence with the provider's own reason. */
  readonly reason: string;
  /** Records obtained, whatever the status. */
  readonly items: number;
  readonly calls: number;
  /** Kinds of relation that cannot be known fully because of this; empty when complete. */
  readonly kinds: readonly RelationKind[];
}

/** Where in the evidence something stands. */
export interface EvidenceRef {
  readonly observation: ObservationId;
  /** JSON pointer (RFC 6901) inside the observation. */
  readonly pointer: string;
}

export interface ProofStep extends EvidenceRef {
  /** One plain sentence. */
  readonly says: string;
}

export type Verdict = 'allow' | 'conditional' | 'unknown';

export interface Entity {
  /** The provider's own identity as text; see docs/command-line.md. */
  readonly id: string;
  readonly kind: EntityKind;
  readonly name: string;
  readonly source: string | null;
  /** False where only another document mentions it. */
  readonly collected: boolean;
  /** 0 is a crown jewel; 1 holds data or keys; 2 is the rest; null is not ranked. */
  readonly tier: 0 | 1 | 2 | null;
  readonly attributes: JsonObject;
  /** Where the entity itself is described, if it was collected. */
  readonly evidence: EvidenceRef | null;
}

export interface Relation {
  readonly from: string;
  readonly to: string;
  readonly kind: RelationKind;
  readonly rule: string;
  readonly verdict: Verdict;
  readonly conditions: readonly string[];
  readonly proof: readonly ProofStep[];
}

/** A gap that could change an answer. */
export interface Unknown {
  readonly source: string;
  readonly operation: string;
  readonly reason: string;
  readonly kinds: readonly RelationKind[];
}

/** What analysis hands to sealing: dense lists; a relation's ends are entity ids that occur in `entities`. */
export interface Derived {
  readonly entities: readonly Entity[];
  readonly relations: readonly Relation[];
}

export type { Json, JsonObject };
