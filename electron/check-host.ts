import type { CheckProgram, CheckReport, CheckRequest } from '../schema/host-contract.ts';
import { type NodeChild, startNodeChild } from './node-child.ts';

/** More than one at a time is a fault, not a wish. */
const MOST = 4;
const HEAP_LIMIT = /^--max-old-space-size=\d{1,6}$/;

/** The programs that an engine may ask for. Nothing else is started, whatever it asks. */
const PROGRAMS: Readonly<Record<CheckProgram, string>> = {
  'snapshot-check-entry': 'snapshot-check-entry.mjs',
  'bundle-check-entry': 'bundle-check-entry.mjs',
};

/** Starts, feeds and kills the processes that check files, for an engine that cannot. They are told nothing else. */
export function createCheckHost(report: (message: CheckReport) => void) {
  const running = new Map<number, NodeChild>();

  function start(check: number, program: CheckProgram, execArgv: readonly string[]): void {
    const exit = (code: number | null, signal: string | null) => {
      running.delete(check);
      report({ type: 'check-exit', check, code, signal });
    };
    if (running.size >= MOST || running.has(check) || !Object.hasOwn(PROGRAMS, program)) {
      report({ type: 'check-exit', check, code: 1, signal: null });
      return;
    }
    try {
      const child = startNodeChild({
        entry: PROGRAMS[program],
        name: 'Trustpath check',
        execArgv: execArgv.filter((argument) => HEAP_LIMIT.test(argument)),
        // A process that reads a hostile file gets nothing of this one's environment, such as credentials. It is not
        // empty, because Electron takes an empty one for the whole of its own.
        env: {
          TRUSTPATH_PROCESS: 'check',
          ...(process.platform === 'win32' && { SystemRoot: process.env.SystemRoot }),
        },
        onMessage: (answer) => report({ type: 'check-message', check, answer }),
        onExit: exit,
      });
      running.set(check, child);
    } catch {
      exit(1, null);
    }
  }

  return {
    handle(request: CheckRequest): void {
      if (request.type === 'check-start') start(request.check, request.program, request.execArgv);
      else if (request.type === 'check-send') running.get(request.check)?.send(request.job);
      else running.get(request.check)?.kill();
    },
    /** The engine is gone: nobody waits for the answers. */
    stop(): void {
      for (const child of running.values()) child.kill();
    },
  };
}
