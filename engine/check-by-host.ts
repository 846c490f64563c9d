import type { StartCheck } from '../schema/check-process.ts';
import type { CheckReport, CheckRequest } from '../schema/host-contract.ts';
import { programOf } from './check-entries.ts';

interface Listeners {
  message?: (answer: unknown) => void;
  exit?: (code: number | null, signal: string | null) => void;
}

/**
 * Lets the host of this engine start the processes that check files, since an engine inside Electron cannot. The host
 * knows where the programs are: of `entry` only the name is passed on.
 */
export function createHostChecks(send: (message: CheckRequest) => void): {
  readonly start: StartCheck;
  readonly receive: (report: CheckReport) => void;
} {
  const listeners = new Map<number, Listeners>();
  let last = 0;
  return {
    start(entry, execArgv) {
      const check = ++last;
      const own: Listeners = {};
      listeners.set(check, own);
      send({ type: 'check-start', check, program: programOf(entry), execArgv });
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
