import type { Json, JsonObject } from '../json.ts';
import type { EntityKind } from '../kinds/entity-kinds.ts';
import type {
  Call,
  Coverage,
  Entity,
  ObservationId,
  ProofStep,
  Relation,
  Source,
  UtcTime,
} from '../records.ts';

/** Identifies a call for resuming: the same call in a resumed collection answers from the file. */
export interface CallKey {
  readonly source: string;
  readonly operation: string;
  readonly region: string | null;
  readonly parameters: JsonObject;
  readonly page: number;
}

/** An unfinished snapshot being written. Every method is durable when it returns (one transaction each). */
export interface SnapshotWriter {
  readonly path: string;
  /** Adds the source or, when it is there already (a resumed collection), returns what is stored. */
  openSource(source: Omit<Source, 'endedAt'>): Source;
  closeSource(id: string, endedAt: UtcTime, clockOffsetMs: number | null): void;
  /** Records a call and its (already redacted) document. Replaces an earlier record of the same call. */
  recordCall(call: Omit<Call, 'observation'>, document: Json | null): Call;
  /** A successful call recorded before, with its document; null where there is none. */
  recordedCall(key: CallKey): { readonly call: Call; readonly document: Json | null } | null;
  /** Forgets every page of an operation, for instance when its page token has expired. */
  forgetCalls(key: Omit<CallKey, 'page'>): void;
  /** Replaces the record for (source, operation, region). */
  recordCoverage(coverage: Coverage): void;
  /** What has been recorded so far, for analysis before sealing. */
  reader(): SnapshotReader;
  /** Removes relations, entities and graph, writes these, computes the digest, publishes atomically. */
  seal(derived: SealInput, graph: GraphBlobs, options: SealOptions): SnapshotInfo;
  /** Several of the above in one transaction: all of them are durable when it returns, or none. */
  batch<T>(work: () => T): T;
  /** Closes and removes the unfinished file, for work that is refused as a whole (an import). */
  discard(): void;
  close(): void;
}

/**
 * What is sealed; a `Derived`, or anything that can be walked once. The position of an entity or relation is its
 * number. `entities` is walked before `relations`.
 */
export interface SealInput {
  readonly entities: Iterable<Entity>;
  readonly relations: Iterable<Relation>;
  /** Numbers of the ends of each relation, where they have been worked out already; else they are looked up by id. */
  readonly ends?: { readonly from: Int32Array; readonly to: Int32Array };
}

export interface SealOptions {
  /** Version of the analysis that derived. */
  readonly analysis: string;
  readonly sealedAt: UtcTime;
}

/** The graph arrays as they are stored beside the tables. Names are the graph module's own. */
export interface GraphBlobs {
  readonly [name: string]: Int32Array | Uint8Array;
}

/** What a redacted snapshot says of where it comes from. The key of its pseudonyms is never among it. */
export interface Redaction {
  /** Digest of the snapshot that it was made from. */
  readonly of: string;
  /** The policy as JSON with sorted keys. */
  readonly policy: string;
}

export interface SnapshotInfo {
  readonly path: string;
  /** `sha256:…` over the canonical form; null while unfinished. */
  readonly digest: string | null;
  readonly formatVersion: number;
  readonly createdAt: UtcTime;
  readonly sealedAt: UtcTime | null;
  /** Version of Trustpath that created and (analysis) that derived. */
  readonly createdBy: string;
  readonly analysis: string | null;
  /** Only where names were replaced with pseudonyms. */
  readonly redaction?: Redaction;
  readonly sources: readonly Source[];
  readonly counts: {
    readonly observations: number;
    readonly calls: number;
    readonly entities: number;
    readonly relations: number;
    readonly gaps: number;
  };
}

export interface EntityRow extends Entity {
  /** Dense, 0 to n-1, the number of the entity in the graph. */
  readonly index: number;
}

/** An entity as it is stored: what its attributes say is not read. */
export interface StoredText {
  readonly index: number;
  readonly name: string;
  readonly collected: boolean;
  readonly tier: Entity['tier'];
  /** The attributes as JSON, of which equal texts are equal attributes; others may be equal too. */
  readonly attributes: string;
}

/** An operation that a source was asked for, and how a call of it ended. */
export interface OperationCalled extends Pick<Call, 'source' | 'operation' | 'status'> {}

export interface EntityQuery {
  readonly kind?: EntityKind;
  /** Case-insensitive fragment of id or name. */
  readonly match?: string;
  readonly limit?: number;
  readonly offset?: number;
}

export interface RelationEnds {
  readonly rule: Uint16Array;
  readonly rules: readonly string[];
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly verdict: Uint8Array;
  readonly kind: Uint8Array;
}

/** A snapshot opened for reading. Entities and relations are there only once sealed. */
export interface SnapshotReader {
  info(): SnapshotInfo;
  sources(): readonly Source[];
  coverage(): readonly Coverage[];
  /** In order of recording. */
  calls(filter?: { source?: string; operation?: string }): Iterable<Call>;
  /** Each operation of each source once for each way in which a call of it ended. */
  operationsCalled(): readonly OperationCalled[];
  document(observation: ObservationId): Json;
  /** The calls that returned this document, in order of recording. */
  callsOf(observation: ObservationId): readonly Call[];
  entityCount(): number;
  entity(index: number): EntityRow;
  entityById(id: string): EntityRow | null;
  /** Stable order: by kind, then id. */
  entities(query?: EntityQuery): Iterable<EntityRow>;
  countEntities(query?: EntityQuery): number;
  /** The id of every entity by number. */
  entityIds(): readonly string[];
  /** The number of every entity in the order of `entities`. */
  entityOrder(): readonly number[];
  /** Some entities by number as they are stored, in the order asked for; a thousand at a time are read best. */
  storedTexts(entities: readonly number[]): readonly StoredText[];
  /**
   * Kind (index into ENTITY_KIND_NAMES), tier (255 where not ranked) and source (index into `sources`, 65,535 where none
   * was collected) of every entity by number.
   */
  entityColumns(): {
    readonly kind: Uint8Array;
    readonly tier: Uint8Array;
    readonly source: Uint16Array;
    readonly sources: readonly string[];
  };
  relationCount(): number;
  /** A relation by its dense number (0 to m-1), with conditions and proof. */
  relation(index: number): Relation;
  /** Numbers of the relations that leave or enter an entity (by its number), lowest first, at most `limit`. */
  relationsFrom(
    entity: number,
    limit: number,
  ): { readonly total: number; readonly relations: readonly number[] };
  relationsTo(
    entity: number,
    limit: number,
  ): { readonly total: number; readonly relations: readonly number[] };
  /** Every relation in order of number, without building one list. */
  relations(): Iterable<Relation>;
  proof(relation: number): readonly ProofStep[];
  /** The conditions of some relations by number, in the order asked for; a thousand at a time are read best. */
  conditions(relations: readonly number[]): readonly (readonly string[])[];
  /**
   * The ends of every relation by number: entity numbers, verdict (0 allow, 1 conditional, 2 unknown), kind (index into
   * RELATION_KIND_NAMES) and rule (index into `rules`).
   */
  relationEnds(): RelationEnds;
  /** The same with a stop after some thousands of rows, and kept by the reader then: some 12 bytes a relation. */
  relationEndsKept(): Generator<undefined, RelationEnds, undefined>;
  graphBlobNames(): readonly string[];
  graphBlob(name: string): Int32Array | Uint8Array | null;
  close(): void;
}
