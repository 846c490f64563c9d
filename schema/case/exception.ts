import { z } from 'zod';

const person = z.string().min(1).max(256);
const entity = z.string().min(1).max(4_096);

/**
 * A risk that somebody answers for until a day. What it covers is shown as excepted and never hidden; after its day
 * nothing is excepted by it. It has no form without an end: one that nobody looks at again would become policy.
 */
export const exception = z.strictObject({
  scope: z.discriminatedUnion('of', [
    z.strictObject({ of: z.literal('entity'), entity }),
    z.strictObject({ of: z.literal('path'), from: entity, to: entity }),
    /** A finding by its id, which stays the same from snapshot to snapshot. */
    z.strictObject({ of: z.literal('finding'), finding: entity }),
  ]),
  reason: z.string().min(1).max(20_000),
  owner: person,
  approver: person,
  /** What holds the risk down meanwhile. */
  control: z.string().min(1).max(20_000),
  granted: z.iso.datetime(),
  /** The last day (UTC) on which it holds. */
  expires: z.iso.date(),
});
export type Exception = z.output<typeof exception>;

/** Whether an exception holds at a moment (ISO 8601, UTC): its last day is part of it. */
export function isLive({ expires }: Pick<Exception, 'expires'>, at: string): boolean {
  return at.slice(0, 10) <= expires;
}
