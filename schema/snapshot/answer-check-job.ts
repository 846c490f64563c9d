import { asCheckFailure } from '../check-process.ts';
import type { CheckJob, SnapshotAnswer } from './check-in-child.ts';
import { checkStranger } from './check-stranger.ts';
import { verifySnapshot } from './verify.ts';

/** Does a job of the process that checks snapshots. Never throws: whatever is wrong is an answer. */
export function answerCheckJob(job: CheckJob): SnapshotAnswer {
  try {
    const verification =
      job.mode === 'stranger'
        ? checkStranger(job.path, job.name, job.limits)
        : verifySnapshot(job.path, job.name);
    return { ok: true, verification };
  } catch (error) {
    return asCheckFailure(error, job.name);
  }
}
