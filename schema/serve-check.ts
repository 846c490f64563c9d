import { Worker } from 'node:worker_threads';
import type { CheckAnswer, CheckLimits } from './check-process.ts';

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

/** Makes this process one that checks a file: it takes one job, sends one answer, ends. Started by `checkInChild`. */
export function serveCheck<J extends { readonly limits: CheckLimits }>(
  answer: (job: J) => CheckAnswer<object> | Promise<CheckAnswer<object>>,
): void {
  process.once('message', (message) => {
    const job = message as J;
    const watch = new Worker(WATCH_MEMORY, { eval: true, workerData: job.limits.memoryBytes });
    watch.once('message', async () => {
      const answered = await answer(job);
      process.send?.(answered, () => process.exit(0));
    });
  });
}
