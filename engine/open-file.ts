import { readFileSync, statSync } from 'node:fs';
import { TrustpathError } from '../schema/errors.ts';

/** A sealed snapshot that is read where it lies, while others can move it, replace it or write to it. */
export interface OpenFile {
  /**
   * Throws `input-refused` where the file was written to since it was opened: what is read of it may be of both. One that was
   * moved, deleted or replaced is read on: the system keeps it as long as it is open.
   */
  requireUnwritten(): void;
  /** All of it, read by its name. Throws `input-refused` where another file has that name now, or none. */
  bytes(): Buffer;
  /** Throws as `bytes` does. */
  requireInPlace(): void;
}

export function openFile(path: string): OpenFile {
  const opened = stateOf(path);
  const refuse = (reason: string) => {
    throw new TrustpathError('input-refused', `${path}: ${reason}.`);
  };
  const requireUnwritten = () => {
    const now = stateOf(path);
    if (now && opened && now.file === opened.file && now.written !== opened.written)
      refuse('was written to since it was opened; open it again');
  };
  const requireInPlace = () => {
    requireUnwritten();
    const now = stateOf(path);
    if (!now) refuse('is not there any more; put it back, or open it where it is now');
    if (now && now.file !== opened?.file) refuse('is another file than the one that is open; open it again');
  };
  return {
    requireUnwritten,
    requireInPlace,
    bytes() {
      requireInPlace();
      const bytes = readFileSync(path);
      requireInPlace();
      return bytes;
    },
  };
}

function stateOf(path: string): { readonly file: string; readonly written: string } | null {
  const now = statSync(path, { throwIfNoEntry: false });
  return now ? { file: `${now.dev} ${now.ino}`, written: `${now.size} ${now.mtimeMs}` } : null;
}
