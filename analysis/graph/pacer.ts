import { setImmediate } from 'node:timers/promises';
import { throwIfCancelled } from '../../schema/errors.ts';

/** How long work may keep other events waiting. */
const TURN_MILLISECONDS = 20;

/**
 * Lets long work be cancelled: call the result often; about every 20 ms it gives way to other events, among them the
 * one that aborts the signal, and throws `cancelled` then.
 */
export function createPacer(signal: AbortSignal | undefined): () => Promise<void> | undefined {
  let turn = performance.now();
  return () => {
    if (performance.now() - turn < TURN_MILLISECONDS) return undefined;
    return setImmediate().then(() => {
      throwIfCancelled(signal);
      turn = performance.now();
    });
  };
}
