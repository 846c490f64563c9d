import { z } from 'zod';
import { handle, path, progress, text } from './shapes.ts';

/** Requests about evidence bundles. */
export const EVIDENCE_CHANNELS = {
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
        z.object({ kind: z.literal('findings') }),
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
} as const;
