import { z } from 'zod';
import { exception } from '../case/exception.ts';
import { DEVIATION_KIND_NAMES } from '../deviations.ts';
import { DRIFT_FORMATS } from '../drift.ts';
import { trendColumn } from '../measures.ts';
import { QUESTION_CHANNELS } from './question-channels.ts';
import { entityKind, handle, hop, path, progress, proofStep, text, trustPath } from './shapes.ts';

const logPeriod = z.object({
  source: z.string(),
  count: z.number().int(),
  errors: z.number().int(),
  first: z.string(),
  last: z.string(),
});
const counted = z.array(z.object({ name: z.string(), count: z.number().int() }));
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
      /** Also all the differences, which are found on the way. */
      differences: z.boolean().optional(),
    }),
    output: z.object({
      differences: QUESTION_CHANNELS.diff.output.nullable(),
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
        /** False: no case was given, and nothing is known of exceptions. */
        hasCase: z.boolean(),
        /** How many things may be new besides: the earlier snapshot did not look where the later did. */
        unsure: z.number().int(),
      }),
      text: z.string().nullable(),
      path: z.string().nullable(),
    }),
  },
  /**
   * What is usual for an identity or long-lived key by the logs of AWS or its cluster, and what since a day (UTC; by default the last
   * seven that the logs cover) was not. Times are ISO 8601 UTC.
   */
  behaviour: {
    input: z.object({ handle, subject: text, since: z.iso.date().optional() }),
    output: z.object({
      subject: z.string(),
      /** Empty where the snapshot has no log. */
      since: z.string(),
      events: z.number().int(),
      /** When it was last seen; empty where it never was. */
      last: z.string(),
      logs: z.array(logPeriod),
      /** Null where nothing was seen before. Counts are of the whole time of the logs. */
      baseline: z
        .object({
          first: z.string(),
          activeDays: z.number().int().nullable(),
          /** Lists are null where they were not kept, or logs of that kind have none such. */
          networks: counted.nullable(),
          /** Services of AWS, or resources of Kubernetes. */
          services: counted,
          regions: counted.nullable(),
          namespaces: counted.nullable(),
          programs: counted.nullable(),
          /** Who asked for its sessions or tokens, or acted as it. */
          callers: counted,
          audiences: counted.nullable(),
          /** Hours of the day, 0 to 23, UTC; null where they were not kept. */
          usualHours: z.array(z.number().int()).nullable(),
        })
        .nullable(),
      deviations: z.array(
        z.object({
          kind: z.enum(DEVIATION_KIND_NAMES),
          name: z.string(),
          at: z.string(),
          count: z.number().int(),
          errors: z.number().int().nullable(),
          why: z.string(),
          says: z.string(),
          proof: z.array(proofStep),
        }),
      ),
      /** What could not be told and why: that nothing deviates there is not said. */
      notTold: z.array(z.string()),
    }),
  },
  /**
   * Everybody whom the logs saw, those with deviations first: what `behaviour` says of each, in short. Each has
   * a `since` of its own: where none was asked for, windows end with the logs of AWS or of the cluster.
   */
  behaviours: {
    input: z.object({
      handle,
      since: z.iso.date().optional(),
      /** Most identities in the answer. */
      limit: z.number().int().min(1).max(50_000).optional(),
    }),
    output: z.object({
      logs: z.array(logPeriod),
      /** How many identities the logs saw, and how many of them deviate. */
      total: z.number().int(),
      deviating: z.number().int(),
      identities: z.array(
        z.object({
          subject: z.string(),
          /** Null where only logs know it. */
          kind: entityKind.nullable(),
          name: z.string(),
          events: z.number().int(),
          last: z.string(),
          since: z.string(),
          deviations: z.array(z.object({ kind: z.enum(DEVIATION_KIND_NAMES), count: z.number().int() })),
          /** Whether there is a time before to compare with. */
          compared: z.boolean(),
        }),
      ),
    }),
    progress,
  },
  /**
   * The measures of sealed snapshots, in the order of sealing: of open ones by handle, of others by path, with the
   * digest where it is known. What was counted before is taken from the engine's folder, without opening the file.
   * Marks are those of the case that an open one is bound to, and of `case` for the others. In the latest column
   * exceptions, drills and paths of `case` count as they stand at `at` (default: now), in each earlier one as they stood
   * when it was sealed. A snapshot that cannot be measured is a column that says why.
   */
  measures: {
    input: z.object({
      snapshots: z
        .array(z.union([z.object({ handle }), z.object({ path, digest: text.optional() })]))
        .min(1)
        .max(120),
      case: handle.optional(),
      at: z.iso.datetime().optional(),
      /** Whether the entities behind measures of snapshots are answered; of 100,000 they are many. */
      entities: z.boolean().optional(),
    }),
    output: z.object({ columns: z.array(trendColumn) }),
  },
} as const;
