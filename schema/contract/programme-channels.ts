import { z } from 'zod';
import { exception } from '../case/exception.ts';
import { DRIFT_FORMATS } from '../drift.ts';
import { QUESTION_CHANNELS } from './question-channels.ts';
import { entityKind, handle, hop, path, trustPath } from './shapes.ts';

const came = z.object({ id: z.string(), kind: entityKind, name: z.string() });

/** Requests about what is looked at week by week. */
export const PROGRAMME_CHANNELS = {
  /**
   * What is new between two open, sealed snapshots and asks for attention. Exceptions are those of the case that the
   * later one is bound to. With `format` also as text, and with `out` written there whole or not at all.
   */
  drift: {
    input: z.object({
      before: handle,
      after: handle,
      format: z.enum(DRIFT_FORMATS).optional(),
      out: path.optional(),
    }),
    output: z.object({
      drift: z.object({
        paths: z.array(z.object({ change: hop, to: z.string(), exposed: z.number().int(), path: trustPath })),
        trust: z.array(hop),
        privileges: z.array(hop),
        identities: z.array(came),
        credentials: z.array(came),
        expired: QUESTION_CHANNELS.diff.output.shape.credentials.shape.expired,
        exceptions: z.array(
          z.object({ id: z.string(), exception, live: z.boolean(), daysLeft: z.number().int() }),
        ),
        /** How many things may be new besides: the earlier snapshot did not look where the later did. */
        unsure: z.number().int(),
      }),
      text: z.string().nullable(),
      path: z.string().nullable(),
    }),
  },
} as const;
