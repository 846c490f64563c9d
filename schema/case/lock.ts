import { closeSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { TrustpathError } from '../errors.ts';

/** How long another window may take for one action before this one gives up, in milliseconds. */
const PATIENCE = 2_000;
const PAUSE = 5;

/** Does short work on a file while nobody else does, by a file beside it. One left by a process that ended is taken over. */
export function withLock<T>(path: string, work: () => T): T {
  const lock = `${path}.lock`;
  const until = Date.now() + PATIENCE;
  for (;;) {
    const descriptor = take(lock, path);
    if (descriptor !== null) {
      try {
        writeSync(descriptor, String(process.pid));
        return work();
      } finally {
        closeSync(descriptor);
        rmSync(lock, { force: true });
      }
    }
    if (abandoned(lock)) rmSync(lock, { force: true });
    else if (Date.now() > until)
      throw new TrustpathError('output-refused', `${path}: another window is writing to it (${lock}).`, {
        retryable: true,
      });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
  }
}

function take(lock: string, path: string): number | null {
  try {
    return openSync(lock, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return null;
    throw new TrustpathError(
      'output-refused',
      `${path}: may not be written here (${(error as NodeJS.ErrnoException).code ?? String(error)}).`,
      { cause: error },
    );
  }
}

/** True where the process that made the lock is no more. An empty one is being made at this moment, or never was. */
function abandoned(lock: string): boolean {
  try {
    const text = readFileSync(lock, 'utf8');
    const pid = Number(text);
    if (text === '') return Date.now() - statSync(lock).mtimeMs > PATIENCE / 2;
    if (!Number.isInteger(pid) || pid <= 0) return false;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
