import { z } from 'zod';
import { coverageCall, observationId, source } from '../../schema/contract/shapes.ts';

const callShape = z.object({
  source: z.string(),
  operation: z.string(),
  region: z.string().nullable(),
  endpoint: z.string(),
  parameters: z.record(z.string(), z.json()),
  page: z.number(),
  status: z.enum(['ok', 'denied', 'throttled', 'failed']),
  httpStatus: z.number().nullable(),
  requestId: z.string().nullable(),
  startedAt: z.string(),
  endedAt: z.string(),
  observation: observationId.nullable(),
  originalSha256: z.string().nullable(),
  redactions: z.number(),
});

const snapshotShape = z.object({
  digest: z.string().nullable(),
  formatVersion: z.number(),
  createdBy: z.string(),
  createdAt: z.string(),
  sealedAt: z.string().nullable(),
  /** Not in bundles of earlier versions. */
  counts: z
    .object({
      observations: z.number(),
      calls: z.number(),
      entities: z.number(),
      relations: z.number(),
      gaps: z.number(),
    })
    .optional(),
});

/** What verification reads of `custody.json`. */
export const custodyShape = z.object({
  bundle: z.string(),
  tool: z.string(),
  build: z.string(),
  operatingSystem: z.string(),
  operator: z.string().nullable(),
  snapshot: snapshotShape,
  redactedFrom: z.string().nullable(),
  redactionPolicy: z.string().nullable(),
  documents: z.object({
    extent: z.enum(['proofs', 'sources', 'all']),
    inBundle: z.number(),
    inSnapshot: z.number(),
    rederived: z.boolean(),
  }),
  comparedWith: z
    .object({ snapshot: snapshotShape, sources: z.array(source), calls: z.array(callShape) })
    .nullable(),
  analysis: z.string().nullable(),
  sources: z.array(source),
  calls: z.array(callShape),
  coverage: z.array(coverageCall.extend({ source: z.string() })),
});

export type Custody = z.output<typeof custodyShape>;
