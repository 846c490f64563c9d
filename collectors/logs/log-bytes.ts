import { stat } from 'node:fs/promises';
import { throwIfCancelled } from '../../schema/errors.ts';
import { bytesOf } from './bytes-of.ts';
import { refusedLog } from './log-refusals.ts';

/** Decompressed. A day of the busiest log is far below; a file that goes on for ever is not read for ever. */
const MAX_FILE_BYTES = 64 * 1024 ** 3;

/**
 * The bytes of one file of a log, decompressed, in chunks of which none is empty. Throws where it is no file, empty, too
 * large, or the import is cancelled; what goes wrong beside comes as it is (`asLogRefusal`).
 */
export async function* logBytes(
  path: string,
  name: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer, void, undefined> {
  if (!(await stat(path)).isFile()) throw refusedLog(name, 'is not a file');
  let size = 0;
  for await (const chunk of await bytesOf(path)) {
    throwIfCancelled(signal);
    size += chunk.length;
    if (size > MAX_FILE_BYTES) throw refusedLog(name, `has more than ${MAX_FILE_BYTES / 1024 ** 3} GB`);
    yield chunk;
  }
  if (size === 0) throw refusedLog(name, 'the file is empty');
}

/** How many bytes of a file's start are the mark of UTF-8. Refuses UTF-16, which its own marks tell. */
export function markLength(start: Buffer, name: string): number {
  if ((start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff))
    throw refusedLog(name, 'is UTF-16; save it as UTF-8');
  return start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf ? 3 : 0;
}
