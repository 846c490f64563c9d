/** The process that checks a snapshot: takes one job, sends one answer, ends. Started by `checkSnapshotInChild`. */
import { Worker } from 'node:worker_threads';
import { TrustpathError } from '../errors.ts';
import type { CheckAnswer, CheckJob } from './check-in-child.ts';
import { checkStranger } from './check-stranger.ts';
import { verifySnapshot } from './verify.ts';

/** In a thread of its own, because a query that does not end blocks this one. */
const WATCH_MEMORY = `
  const { parentPort, workerData } = require('node:worker_threads');
  const watch = () => {
    if (process.memoryUsage.rss() > workerData) process.kill(process.pid, 'SIGKILL');
  };
  watch();
  setInterval(watch, 50);
  parentPort.postMessage('watching');
`;

function answer(job: CheckJob): CheckAnswer {
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

process.once('message', (message) => {
  const job = message as CheckJob;
  const watch = new Worker(WATCH_MEMORY, { eval: true, workerData: job.limits.memoryBytes });
  watch.once('message', () => process.send?.(answer(job), () => process.exit(0)));
});
