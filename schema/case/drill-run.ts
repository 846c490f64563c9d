import { z } from 'zod';
import { DRILL_KINDS, type DrillKind } from './drill-kinds.ts';

/** A drill that is under way, as a case keeps it: what is drilled, and how far it is. Moments are ISO 8601 UTC, the rest seconds. */
const title = z.string().min(1).max(1_000);
const long = z.string().max(100_000);
const seconds = z.int().min(0);
const MOST = 200;
const times = z.array(seconds.nullable()).max(MOST);
const noted = z.strictObject({ text: title, seconds });

export const drillRun = z
  .strictObject({
    kind: z.enum(Object.keys(DRILL_KINDS) as [DrillKind, ...DrillKind[]]),
    /** The snapshot (digest) whose paths made the drill, and where its attacker starts. */
    snapshot: z.string().regex(/^sha256:[0-9a-f]{64}$/),
    foothold: z.string().min(1).max(4_096),
    /** What is read out at the beginning. */
    scenario: long,
    /** What the team is told one after the other, and when it should be. */
    injects: z
      .array(
        z.strictObject({
          title,
          due: seconds,
          says: long,
          question: long,
          /** Why it is so, in the snapshot. */
          proof: z.array(long).max(1_000),
        }),
      )
      .max(MOST),
    /** What is expected of the team; `due`: when it has been told what the step is about. */
    plan: z
      .array(
        z.strictObject({ title, due: seconds, why: long, command: long.nullable(), revokes: z.boolean() }),
      )
      .max(MOST),
    startedAt: z.iso.datetime(),
    /** Null while it goes on; a drill that has ended and is not recorded yet is under way still. */
    endedAt: z.iso.datetime().nullable(),
    /** For each inject when the team was told of it; null where it was not yet. */
    told: times,
    /** For each step of the plan when it was done. */
    done: times,
    /** What the team was seen to do, in order. */
    noted: z.array(noted).max(1_000),
    /** When the team asked for the plan first. */
    planAsked: seconds.nullable(),
    notes: z.string().max(20_000),
  })
  .refine(({ injects, told, plan, done }) => injects.length === told.length && plan.length === done.length, {
    message: 'has not one time for each part of the drill',
  });
export type DrillRun = z.output<typeof drillRun>;

/** What comes to a drill that is under way; null takes back what was there. `number` counts from 0. */
export const drillStep = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('told'), number: z.int().min(0), seconds: seconds.nullable() }),
  z.strictObject({ of: z.literal('done'), number: z.int().min(0), seconds: seconds.nullable() }),
  z.strictObject({ of: z.literal('noted'), number: z.int().min(0), noted: noted.nullable() }),
  z.strictObject({ of: z.literal('plan-asked'), seconds: seconds.nullable() }),
  z.strictObject({ of: z.literal('notes'), text: z.string().max(20_000) }),
  z.strictObject({ of: z.literal('ended'), at: z.iso.datetime().nullable() }),
]);
export type DrillStep = z.output<typeof drillStep>;
