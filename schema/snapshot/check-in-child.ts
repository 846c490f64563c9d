import { type CheckAnswer, type CheckOptions, checkInChild } from '../check-process.ts';
import type { AdmissionLimits } from './limits.ts';
import type { Verification } from './verify.ts';

/** What the process that checks is asked. */
export interface CheckJob {
  readonly path: string;
  /** What messages call the file. */
  readonly name: string;
  /** `stranger` checks every row; `own` verifies hashes and digest. */
  readonly mode: 'stranger' | 'own';
  readonly limits: AdmissionLimits;
}

export type SnapshotAnswer = CheckAnswer<{ readonly verification: Verification }>;

/**
 * Checks a snapshot in a process of its own (`checkInChild`). `entry` is the path of `snapshot-check-entry` as it runs here.
 * Throws `input-refused` with one message, `input-unreadable` or `cancelled`.
 */
export async function checkSnapshotInChild(
  entry: string,
  job: CheckJob,
  options: CheckOptions = {},
): Promise<Verification> {
  const answer = await checkInChild<{ readonly verification: Verification }>(entry, job, options);
  return answer.verification;
}
