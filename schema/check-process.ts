import { fork } from 'node:child_process';
import { ERROR_CODES, type ErrorCode, TrustpathError } from './errors.ts';

/** What a process that checks a file from a stranger answers. */
export type CheckAnswer<T> =
  | ({ readonly ok: true } & T)
  | { readonly ok: false; readonly code: string; readonly message: string };

/** As much of a child process as is needed; Electron's utility process can be wrapped to fit. */
export interface CheckProcess {
  send(job: unknown): unknown;
  on(event: 'message', listener: (answer: unknown) => void): unknown;
  on(event: 'exit', listener: (code: number | null, signal: string | null) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  kill(signal: 'SIGKILL'): unknown;
}

/** How to start the process: `entry` is the path of its program as it runs here. */
export type StartCheck = (entry: string, execArgv: readonly string[]) => CheckProcess;

export interface CheckLimits {
  readonly deadlineMs: number;
  /** Resident memory of the process. */
  readonly memoryBytes: number;
}

export interface CheckOptions {
  readonly signal?: AbortSignal;
  /** By default a fork of this Node. */
  readonly start?: StartCheck;
}

const MEGABYTE = 1024 * 1024;

/**
 * Has a file checked in a process of its own, which is killed when it takes longer or more memory than the limits allow, or
 * when `signal` is aborted. `entry` is the path of a program that calls `serveCheck`: the source file, or its bundle. Throws
 * what the process answers, `input-refused` with one message, or `cancelled`.
 */
export function checkInChild<T extends object>(
  entry: string,
  job: { readonly name: string; readonly limits: CheckLimits },
  options: CheckOptions = {},
): Promise<T> {
  const { limits, name } = job;
  const refuse = (reason: string) => new TrustpathError('input-refused', `${name}: ${reason}`);
  const execArgv = [
    `--max-old-space-size=${Math.max(64, Math.floor((limits.memoryBytes / MEGABYTE) * 0.75))}`,
  ];
  return new Promise((resolve, reject) => {
    const child = (options.start ?? forkNode)(entry, execArgv);
    const finish = (settle: () => void) => {
      clearTimeout(deadline);
      options.signal?.removeEventListener('abort', cancel);
      child.kill('SIGKILL');
      settle();
    };
    const deadline = setTimeout(
      () =>
        finish(() =>
          reject(refuse(`checking it took longer than ${limits.deadlineMs / 1000} s and was stopped.`)),
        ),
      limits.deadlineMs,
    );
    const cancel = () => finish(() => reject(new TrustpathError('cancelled', 'Cancelled.')));
    if (options.signal?.aborted) return cancel();
    options.signal?.addEventListener('abort', cancel, { once: true });

    child.on('message', (answer) => {
      const { ok, ...rest } = answer as CheckAnswer<T> & { ok: boolean };
      finish(() =>
        ok ? resolve(rest as unknown as T) : reject(errorOf(rest as { code: string; message: string })),
      );
    });
    child.on('error', (error) => finish(() => reject(error)));
    child.on('exit', (code, signal) =>
      finish(() =>
        reject(
          ranOutOfMemory(code, signal)
            ? refuse(
                `checking it took more than ${Math.floor(limits.memoryBytes / MEGABYTE)} MB of memory and was stopped.`,
              )
            : refuse(
                `checking it ended unexpectedly (${signal ?? `status ${code}`}); the file is not opened.`,
              ),
        ),
      ),
    );
    child.send(job);
  });
}

function forkNode(entry: string, execArgv: readonly string[]): CheckProcess {
  // Nothing of this process's options or output is shared with one that reads a hostile file.
  return fork(entry, [], {
    execArgv: [...execArgv],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: process.platform === 'win32' ? { SystemRoot: process.env.SystemRoot } : {},
    serialization: 'json',
  });
}

/** SIGKILL is what the process sends itself above its limit, SIGABRT (status 134) what V8 ends with. */
function ranOutOfMemory(code: number | null, signal: string | null): boolean {
  return signal === 'SIGKILL' || signal === 'SIGABRT' || code === 134 || code === MEMORY_EXIT_STATUS;
}

/** For platforms where a signal leaves no trace. */
export const MEMORY_EXIT_STATUS = 87;

function errorOf({ code, message }: { code: string; message: string }): TrustpathError {
  return new TrustpathError(code in ERROR_CODES ? (code as ErrorCode) : 'internal', message);
}

/** Whatever went wrong in the process is an answer. */
export function asCheckFailure(error: unknown, name: string): CheckAnswer<never> {
  if (error instanceof TrustpathError) return { ok: false, code: error.code, message: error.message };
  return {
    ok: false,
    code: 'input-refused',
    message: `${name}: cannot be checked (${String(error)}).`,
  };
}
