import { z } from 'zod';
import { DRILL_KINDS, type DrillKind } from './drill-kinds.ts';

/** A tabletop that was run, as it is recorded at its end. Times are ISO 8601 UTC, durations whole seconds. */
export const drill = z.strictObject({
  kind: z.enum(Object.keys(DRILL_KINDS) as [DrillKind, ...DrillKind[]]),
  /** The snapshot (digest) whose paths made the drill, and where its attacker starts. */
  snapshot: z.string().regex(/^sha256:[0-9a-f]{64}$/),
  foothold: z.string().min(1).max(4_096),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  steps: z
    .array(
      z.strictObject({
        title: z.string().min(1).max(1_000),
        /** From the start of the drill to the step's end; null where it was not done. */
        seconds: z.number().int().min(0).nullable(),
        /** Whether the step ends what the attacker holds: the last of these ends the revocation. */
        revokes: z.boolean(),
        /** Seconds from the start at which the team has been told what the step is about. */
        due: z.number().int().min(0).optional(),
      }),
    )
    .max(200),
  /** What the team is told one after the other: when it should be (`due`) and was, in seconds; null: never. */
  injects: z
    .array(
      z.strictObject({
        title: z.string().min(1).max(1_000),
        due: z.number().int().min(0),
        seconds: z.number().int().min(0).nullable(),
      }),
    )
    .max(200)
    .optional(),
  /** What the team was seen to do, as whoever ran the drill wrote it down, with the seconds from the start. */
  noted: z
    .array(z.strictObject({ text: z.string().min(1).max(1_000), seconds: z.number().int().min(0) }))
    .max(1_000)
    .optional(),
  /** Seconds from the start until the team asked for the plan; null where it never did. */
  planAsked: z.number().int().min(0).nullable().optional(),
  notes: z.string().max(20_000),
});
export type Drill = z.output<typeof drill>;
