import { z } from 'zod';
import { FINDING_FORMATS } from '../findings.ts';
import { finding, findingRule, handle, path } from './shapes.ts';

/** Requests about findings: what is wrong with an entity, whether or not a path leads over it yet. */
export const FINDING_CHANNELS = {
  /** What an exception no longer covers first, then worst first, in a stable order. */
  findings: { input: z.object({ handle }), output: z.object({ findings: z.array(finding) }) },
  /** The rules that find: why each matters, how to mend it, where to read more. */
  'findings.rules': { input: z.object({}), output: z.object({ rules: z.array(findingRule) }) },
  /**
   * All findings in a form for other programs. With `out`, written there whole or not at all, over a file that the
   * person chose; without, answered as text.
   */
  'findings.export': {
    input: z.object({ handle, format: z.enum(FINDING_FORMATS), out: path.optional() }),
    output: z.object({ text: z.string().nullable(), path: z.string().nullable(), count: z.number().int() }),
  },
} as const;
