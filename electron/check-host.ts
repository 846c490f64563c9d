import type { CheckReport, CheckRequest } from '../schema/host-contract.ts';
import { type NodeChild, startNodeChild } from './node-child.ts';

/** More than one at a time is a fault, not a wish. */
const MOST = 4;
const HEAP_LIMIT = /^--max-old-space-size=\d{1,6}$/;

/** Starts, feeds and kills the processes that check snapshots, for an engine that cannot. They are told nothing else. */
export function createCheckHost(report: (message: CheckReport) => void) {
  const running = new Map<number, NodeChild>();

  function start(check: number, execArgv: readonly string[]): void {
    const exit = (code: number | null, signal: string | null) => {
      running.delete(check);
      report({ type: 'check-exit', check, code, signal });
    };
    if (running.size >= MOST || running.has(check)) {
      report({ type: 'check-exit', check, code: 1, signal: null });
      return;
    }
    try {
      const child = startNodeChild({
        entry: { utility: 'check-in-utility.mjs', node: 'snapshot-check-entry.mjs' },
        name: 'Trustpath snapshot check',
        execArgv: execArgv.filter((argument) => HEAP_LIMIT.test(argument)),
        // A process that reads a hostile file gets nothing of this one's environment, such as credentials. It is not
        // empty, because Electron takes an empty one for the whole of its own.
        env: {
          TRUSTPATH_PROCESS: 'snapshot-check',
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
      if (request.type === 'check-start') start(request.check, request.execArgv);
      else if (request.type === 'check-send') running.get(request.check)?.send(request.job);
      else running.get(request.check)?.kill();
    },
    /** The engine is gone: nobody waits for the answers. */
    stop(): void {
      for (const child of running.values()) child.kill();
    },
  };
}
