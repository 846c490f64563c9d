import {
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/**
 * Files that are whole or not there, and still there after a power cut: what is in a file lasts once the file was synced,
 * and its name once its folder was (POSIX, fsync).
 */

/** Why a file could not be written, in the words that snapshots use as well. */
export function whyNotWritten(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
  if (code === 'ENOSPC') return 'there is no space left to write it';
  if (['EACCES', 'EPERM', 'EROFS'].includes(code)) return 'permission to write it is denied';
  return `could not be written: ${error instanceof Error ? error.message : String(error)}`;
}

/** Writes a file that is not there yet. Throws `EEXIST` where one is, and leaves nothing half-written. */
export function writeNew(path: string, content: string | Uint8Array, mode: number): void {
  const making = `${path}.making-${process.pid}`;
  try {
    writeFileSync(making, content, { mode, flag: 'wx', flush: true });
    takeName(making, path);
  } catch (error) {
    rmSync(making, { force: true });
    throw error;
  }
}

/** Gives a finished file its name without replacing one that came there meanwhile. */
export function takeName(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    // File systems without hard links.
    copyFileSync(from, to, constants.COPYFILE_EXCL);
    syncFile(to);
  }
  unlinkSync(from);
  syncFolderOf(to);
}

/** Puts a finished file in the place of another, at once and lastingly. */
export function publishOver(from: string, to: string): void {
  syncFile(from);
  renameSync(from, to);
  syncFolderOf(to);
}

export function syncFile(path: string): void {
  const descriptor = openSync(path, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

export function syncFolderOf(path: string): void {
  try {
    const descriptor = openSync(dirname(path), 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // Windows does not open folders; there the rename itself is journalled.
  }
}
