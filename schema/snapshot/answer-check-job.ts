import { TrustpathError } from '../errors.ts';
import type { CheckAnswer, CheckJob } from './check-in-child.ts';
import { checkStranger } from './check-stranger.ts';
import { verifySnapshot } from './verify.ts';

/** Does a job of the process that checks snapshots. Never throws: whatever is wrong is an answer. */
export function answerCheckJob(job: CheckJob): CheckAnswer {
  try {
    const verification =
      job.mode === 'stranger'
        ? checkStranger(job.path, job.name, job.limits)
        : verifySnapshot(job.path, job.name);
    return { ok: true, verification };
  } catch (error) {
    if (error instanceof TrustpathError) return { ok: false, code: error.code, message: error.message };
    return {
      ok: false,
      code: 'input-refused',
      message: `${job.name}: cannot be checked (${String(error)}).`,
    };
  }
}
