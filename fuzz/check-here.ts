import { programOf } from '../engine/check-entries.ts';
import { answerBundleJob } from '../evidence/verify/answer-bundle-job.ts';
import type { BundleJob } from '../evidence/verify/verify-in-child.ts';
import type { CheckProcess } from '../schema/check-process.ts';
import { answerCheckJob } from '../schema/snapshot/answer-check-job.ts';
import type { CheckJob } from '../schema/snapshot/check-in-child.ts';

/**
 * Checks a snapshot or a bundle in this process, which is itself one that is watched and killed: a process for each of ten thousand
 * inputs would spend nine tenths of the time on starting.
 */
export function checkHere(entry: string): CheckProcess {
  const answer = async (job: unknown) =>
    programOf(entry) === 'bundle-check-entry'
      ? answerBundleJob(job as BundleJob)
      : answerCheckJob(job as CheckJob);
  let tell: (answer: unknown) => void = () => undefined;
  return {
    send(job) {
      setImmediate(async () => tell(await answer(job)));
    },
    on(event: string, listener: unknown) {
      if (event === 'message') tell = listener as typeof tell;
    },
    kill: () => undefined,
  };
}
