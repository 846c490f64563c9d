/** The process that checks a snapshot: takes one job, sends one answer, ends. Started by `checkSnapshotInChild`. */
import { Worker } from 'node:worker_threads';
import { answerCheckJob } from './answer-check-job.ts';
import type { CheckJob } from './check-in-child.ts';

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

process.once('message', (message) => {
  const job = message as CheckJob;
  const watch = new Worker(WATCH_MEMORY, { eval: true, workerData: job.limits.memoryBytes });
  watch.once('message', () => process.send?.(answerCheckJob(job), () => process.exit(0)));
});
