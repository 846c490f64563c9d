import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { throwIfCancelled } from '../../schema/errors.ts';
import { refused } from './refused.ts';

const MAX_FILES = 200_000;
const MAX_FOLDERS_DEEP = 32;

export interface FolderListing {
  /** Relative, with `/`, in order. */
  readonly files: readonly string[];
  /** Links, sockets and the like, which are not followed or opened. */
  readonly others: readonly string[];
}

/** The files of a folder and its folders. Hidden ones are left out, links are not followed. */
export async function listFiles(root: string, signal: AbortSignal | undefined): Promise<FolderListing> {
  const files: string[] = [];
  const others: string[] = [];
  const walk = async (relative: string, depth: number): Promise<void> => {
    if (depth > MAX_FOLDERS_DEEP)
      throw refused(root, `${relative}: folders nest more than ${MAX_FOLDERS_DEEP} deep`);
    for await (const entry of await opendir(join(root, relative))) {
      throwIfCancelled(signal);
      if (entry.name.startsWith('.')) continue;
      const path = relative === '' ? entry.name : `${relative}/${entry.name}`;
      if (entry.isDirectory()) await walk(path, depth + 1);
      else if (entry.isFile()) files.push(path);
      else others.push(path);
      if (files.length > MAX_FILES) throw refused(root, `holds more than ${MAX_FILES} files`);
    }
  };
  await walk('', 0);
  const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return { files: files.sort(byText), others: others.sort(byText) };
}
