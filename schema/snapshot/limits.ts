import type { JsonBounds } from '../json-bounds.ts';

/** What a file from someone else may cost, and how large anything in it may be. */
export interface AdmissionLimits {
  readonly fileBytes: number;
  /** For checking, not for copying. */
  readonly deadlineMs: number;
  /** Resident memory of the process that checks. */
  readonly memoryBytes: number;
  readonly rows: {
    readonly sources: number;
    readonly observations: number;
    readonly calls: number;
    readonly entities: number;
    readonly relations: number;
  };
  /** All documents together, decompressed. */
  readonly documentBytes: number;
  /** Twice what an import takes of a file: policies that stood in it as text become values. */
  readonly document: JsonBounds;
}

export const DEFAULT_LIMITS: AdmissionLimits = {
  fileBytes: 8 * 1024 ** 3,
  deadlineMs: 180_000,
  memoryBytes: 2 * 1024 ** 3,
  rows: {
    sources: 1_000,
    observations: 5_000_000,
    calls: 5_000_000,
    entities: 5_000_000,
    relations: 30_000_000,
  },
  documentBytes: 16 * 1024 ** 3,
  document: { depth: 256, values: 8_000_000 },
};
