import type { CheckReport, CheckRequest } from '../schema/host-contract.ts';
import type { CheckProcess } from '../schema/snapshot/check-in-child.ts';

export type StartCheck = (entry: string, execArgv: readonly string[]) => CheckProcess;

interface Listeners {
  message?: (answer: unknown) => void;
  exit?: (code: number | null, signal: string | null) => void;
}

/**
 * Lets the host of this engine start the processes that check snapshots, since an engine inside Electron cannot. The
 * host decides which program that is; `entry` is not passed on.
 */
export function createHostChecks(send: (message: CheckRequest) => void): {
  readonly start: StartCheck;
  readonly receive: (report: CheckReport) => void;
} {
  const listeners = new Map<number, Listeners>();
  let last = 0;
  return {
    start(_entry, execArgv) {
      const check = ++last;
      const own: Listeners = {};
      listeners.set(check, own);
      send({ type: 'check-start', check, execArgv });
      return {
        send: (job) => send({ type: 'check-send', check, job }),
        on(event: string, listener: unknown) {
          if (event === 'message') own.message = listener as NonNullable<Listeners['message']>;
          if (event === 'exit') own.exit = listener as NonNullable<Listeners['exit']>;
        },
        kill: () => send({ type: 'check-kill', check }),
      };
    },
    receive(report) {
      const own = listeners.get(report.check);
      if (report.type === 'check-message') own?.message?.(report.answer);
      else {
        listeners.delete(report.check);
        own?.exit?.(report.code, report.signal);
      }
    },
  };
}
