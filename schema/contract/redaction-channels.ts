import { z } from 'zod';
import { redactionPolicy } from '../redaction-policy.ts';
import { handle, path, progress, snapshotInfo } from './shapes.ts';

const policy = redactionPolicy.optional();

const residue = z.object({ found: z.string(), place: z.string(), encoding: z.enum(['plain', 'base64']) });

/** Requests about snapshots with pseudonyms. */
export const REDACTION_CHANNELS = {
  /** What a redaction would do to names, with a few of each kind. Nothing is written. */
  'redact.preview': {
    input: z.object({
      handle,
      policy,
      /** File with a policy as JSON or YAML, instead of `policy`. */
      policyFile: path.optional(),
      /** File with the key of an earlier redaction; without it a key is made and thrown away. */
      keyFile: path.optional(),
      most: z.number().int().min(1).max(10_000).default(50),
    }),
    output: z.object({
      replaced: z.array(z.object({ kind: z.string(), before: z.string(), after: z.string() })),
      replacedTotal: z.number().int(),
      readable: z.array(z.object({ kind: z.string(), id: z.string() })),
      readableTotal: z.number().int(),
      words: z.object({ replaced: z.number().int(), stay: z.number().int() }),
    }),
    progress,
  },
  /**
   * Writes a snapshot with pseudonyms, checks that its graph is the original's and that nothing of the original is left
   * in it, and only then gives it its name. `check-failed` otherwise, with nothing left behind.
   */
  'redact.write': {
    input: z.object({
      handle,
      out: path,
      policy,
      policyFile: path.optional(),
      /** The key is read from here; where no file is, one is made and kept here. Without it, the key is thrown away. */
      keyFile: path.optional(),
      /** A case about the snapshot, and where it goes with pseudonyms. */
      case: z.object({ path, out: path }).optional(),
      /** Hands the file over although something of the original is left in it. */
      allowResidue: z.boolean().default(false),
    }),
    output: z.object({
      info: snapshotInfo,
      /** Different words, ids and addresses that were replaced. */
      replaced: z.number().int(),
      /** What of the original is left; empty unless that was allowed. */
      residue: z.array(residue),
      /** What was compared with the original and found equal. */
      compared: z.object({ entities: z.number().int(), relations: z.number().int() }),
      keyFile: z.string().nullable(),
      case: z.string().nullable(),
    }),
    progress,
  },
} as const;
