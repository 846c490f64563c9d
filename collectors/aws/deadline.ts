import { throwIfCancelled } from '../../schema/errors.ts';
import type { SendOptions } from './operation.ts';

/** All attempts of one call together, in milliseconds. */
const CALL_DEADLINE_MS = 120_000;

/**
 * Sends until the deadline or until the signal is aborted. The SDK's pauses between attempts do not heed an abort, so the
 * wait for it is given up here.
 */
export async function withDeadline<T>(
  signal: AbortSignal | undefined,
  send: (options: SendOptions) => Promise<T>,
): Promise<T> {
  throwIfCancelled(signal);
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let onAbort: (() => void) | undefined;
  const givenUp = new Promise<never>((_, reject) => {
    const stop = (error: Error) => {
      controller.abort();
      reject(error);
    };
    timer = setTimeout(
      () =>
        stop(
          Object.assign(new Error(`no answer within ${CALL_DEADLINE_MS / 1000} s`), { name: 'TimeoutError' }),
        ),
      CALL_DEADLINE_MS,
    );
    onAbort = () => stop(new Error('aborted'));
    signal?.addEventListener('abort', onAbort, { once: true });
  });
  const sent = send({ abortSignal: controller.signal });
  // Where the wait is given up, nobody is left to hear how it ended.
  sent.catch(() => undefined);
  try {
    return await Promise.race([sent, givenUp]);
  } finally {
    clearTimeout(timer);
    if (onAbort !== undefined) signal?.removeEventListener('abort', onAbort);
  }
}
