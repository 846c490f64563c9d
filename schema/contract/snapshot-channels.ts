import { z } from 'zod';
import {
  coverageReport,
  entity,
  entityKind,
  handle,
  jsonObject,
  observationId,
  path,
  progress,
  snapshotInfo,
  text,
} from './shapes.ts';

/** Requests about an open snapshot and what is in it. */
export const SNAPSHOT_CHANNELS = {
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
} as const;
