import { throwIfCancelled } from '../../schema/errors.ts';

/** Lets every call of a collection wait while GitHub wants none. */
export interface Pauses {
  /** Nothing is sent for so many seconds from now on; a longer wait that is on already stays. */
  pause(seconds: number, why: string): void;
  /** Resolves once calls may be sent. Rejects with `cancelled`. */
  ready(): Promise<void>;
}

export interface PausesOptions {
  readonly signal: AbortSignal | undefined;
  /** Milliseconds of a second. */
  readonly secondMs: number;
  readonly onWait: (seconds: number, why: string) => void;
}

export function createPauses({ signal, secondMs, onWait }: PausesOptions): Pauses {
  let until = 0;
  let why = '';
  return {
    pause(seconds, reason) {
      const end = performance.now() + seconds * secondMs;
      if (end <= until) return;
      until = end;
      why = reason;
      onWait(seconds, why);
    },
    async ready() {
      throwIfCancelled(signal);
      for (let left = until - performance.now(); left > 0; left = until - performance.now()) {
        await sleep(Math.min(left, 2 ** 30), signal);
        throwIfCancelled(signal);
      }
    },
  };
}

function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done, { once: true });
  });
}
