import { closeSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { TrustpathError } from '../errors.ts';

/** How long another window may take for one action before this one gives up, in milliseconds. */
const PATIENCE = 2_000;
const PAUSE = 5;

/** Does short work on a file while nobody else does, by a file beside it. One left by a process that ended is taken over. */
export function withLock<T>(path: string, work: () => T): T {
  const lock = `${path}.lock`;
  // Not the time of day, which may be set back meanwhile.
  const until = performance.now() + PATIENCE;
  for (;;) {
    const descriptor = take(lock, path);
    if (descriptor !== null) {
      try {
        sign(descriptor, path);
        return work();
      } finally {
        closeSync(descriptor);
        rmSync(lock, { force: true });
      }
    }
    if (abandoned(lock)) rmSync(lock, { force: true });
    else if (performance.now() > until)
      throw new TrustpathError('output-refused', `${path}: another window is writing to it (${lock}).`, {
        retryable: true,
      });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
  }
}

/** Says in the lock who holds it. */
function sign(descriptor: number, path: string): void {
  try {
    writeSync(descriptor, `${process.pid} ${bootId()}`);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOSPC' ? 'the disk is full' : `cannot be written (${code ?? String(error)})`;
    throw new TrustpathError('output-refused', `${path}: ${reason}.`, { cause: error });
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
    const [first = '', boot = ''] = text.split(' ');
    const pid = Number(first);
    // Where the clock was set back meanwhile, the file seems to be from the future.
    if (text === '') return Math.abs(Date.now() - statSync(lock).mtimeMs) > PATIENCE / 2;
    if (!Number.isInteger(pid) || pid <= 0) return false;
    // After a power cut another process may have the number.
    if (boot !== '' && boot !== bootId()) return true;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

let knownBoot: string | undefined;

/** What tells this run of the system from the one before; empty where the system does not say. */
function bootId(): string {
  try {
    knownBoot ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    knownBoot = '';
  }
  return knownBoot;
}
