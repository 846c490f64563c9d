import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { TrustpathError } from '../../schema/errors.ts';
import { listFiles } from './list-files.ts';
import { refused } from './refused.ts';

export interface LogFile {
  readonly absolute: string;
  /** As a person names it. */
  readonly name: string;
}

/** The file that a path names, or the files of a folder, in order. */
export async function logFilesOf(
  given: string,
  signal: AbortSignal | undefined,
): Promise<readonly LogFile[]> {
  const absolute = resolve(given);
  const about = await stat(absolute).catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === 'ENOENT' ? 'no such file or folder' : `cannot be read (${error.code})`;
    throw new TrustpathError('input-unreadable', `${given}: ${reason}.`);
  });
  if (!about.isDirectory()) return [{ absolute, name: given }];
  const { files } = await listFiles(absolute, signal);
  if (files.length === 0) throw refused(given, 'the folder holds no files');
  return files.map((file) => ({ absolute: join(absolute, file), name: join(given, file) }));
}

/** `PREFIX:NAME`, with a number where that is taken. */
export function freeSourceId(prefix: string, given: string, taken: ReadonlySet<string>): string {
  const id = `${prefix}:${basename(resolve(given))}`;
  if (!taken.has(id)) return id;
  for (let number = 2; ; number++) if (!taken.has(`${id} (${number})`)) return `${id} (${number})`;
}
