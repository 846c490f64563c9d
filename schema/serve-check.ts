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

interface Port {
  onMessage(handler: (message: unknown) => void): void;
  answer(message: unknown): void;
}

/** A forked Node speaks through `process.send`, Electron's utility process through a port of its own. */
function parentPort(): Port {
  const utility = (
    process as unknown as {
      parentPort?: {
        once(event: 'message', handler: (event: { data: unknown }) => void): void;
        postMessage(message: unknown): void;
      };
    }
  ).parentPort;
  if (utility)
    return {
      onMessage: (handler) => utility.once('message', ({ data }) => handler(data)),
      // The host ends this process when it has the answer: ending at once could lose the message.
      answer: (message) => utility.postMessage(message),
    };
  return {
    onMessage: (handler) => process.once('message', handler),
    answer: (message) => void process.send?.(message, () => process.exit(0)),
  };
}

/** Makes this process one that checks a file: it takes one job, sends one answer, ends. Started by `checkInChild`. */
export function serveCheck<J extends { readonly limits: CheckLimits }>(
  answer: (job: J) => CheckAnswer<object> | Promise<CheckAnswer<object>>,
): void {
  const port = parentPort();
  port.onMessage((message) => {
    const job = message as J;
    const watch = new Worker(WATCH_MEMORY, { eval: true, workerData: job.limits.memoryBytes });
    watch.once('message', async () => port.answer(await answer(job)));
  });
}
