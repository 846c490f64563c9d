import {
  type CheckAnswer,
  type CheckLimits,
  type CheckOptions,
  checkInChild,
} from '../../schema/check-process.ts';
import type { GivenKey } from './signatures.ts';
import type { Verification } from './verify.ts';

/** What the process that verifies a bundle is asked. */
export interface BundleJob {
  readonly path: string;
  /** What messages call it. */
  readonly name: string;
  readonly given: readonly GivenKey[];
  /** Name and version of the rules at hand. */
  readonly analysis: string;
  readonly limits: CheckLimits;
}

export type BundleAnswer = CheckAnswer<{ readonly verification: Verification }>;

/** A bundle is read into memory whole, 2 GB of it at most, and its answer is derived again from its documents. */
export const BUNDLE_LIMITS: CheckLimits = { deadlineMs: 600_000, memoryBytes: 4 * 1024 ** 3 };

/**
 * Reads and verifies a bundle in a process of its own (`checkInChild`), because it may be a stranger's. `entry` is the path of
 * `bundle-check-entry` as it runs here. Throws `input-refused` with one message, `input-unreadable` or `cancelled`.
 */
export async function verifyInChild(
  entry: string,
  job: BundleJob,
  options: CheckOptions = {},
): Promise<Verification> {
  const answer = await checkInChild<{ readonly verification: Verification }>(entry, job, options);
  return answer.verification;
}
