import { opendir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import yauzl from 'yauzl';
import { TrustpathError, throwIfCancelled } from '../../../schema/errors.ts';
import { refused } from '../refused.ts';

/** The files below a folder or inside an archive, by relative path with `/`. */
export interface FileTree {
  /** As it was given. */
  readonly given: string;
  /** True where a file was given by itself. */
  readonly single: boolean;
  readonly files: readonly string[];
  /** Links, devices and the like, which are never opened. */
  readonly others: readonly string[];
  /** @throws TrustpathError `input-refused` where the file is larger than `most` bytes */
  read(path: string, most: number): Promise<Buffer>;
}

const MOST_FILES = 200_000;
const DEEPEST = 32;
const MOST_BYTES = 256 * 1024 * 1024;
const LARGEST_RATIO = 200;

/** What a checkout holds besides the files of the repository. */
const SKIPPED = new Set(['node_modules', '.hg', '.svn']);

/** A file given by itself is a tree of one. Archives are zip files, told by their content. */
export async function openTree(given: string, signal: AbortSignal | undefined): Promise<FileTree> {
  const about = await stat(given).catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === 'ENOENT' ? 'no such file or folder' : `cannot be read (${error.code})`;
    throw new TrustpathError('input-unreadable', `${given}: ${reason}.`);
  });
  if (about.isDirectory()) return folderTree(given, signal);
  if (!about.isFile()) throw refused(given, 'is neither a file nor a folder');
  const head = await firstBytes(given);
  return head.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 3, 4]))
    ? zipTree(given, signal)
    : fileTree(given);
}

async function firstBytes(path: string): Promise<Buffer> {
  const { open } = await import('node:fs/promises');
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new TrustpathError('input-unreadable', `${path}: cannot be read (${error.code}).`);
  });
  try {
    const { buffer: bytes, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function fileTree(given: string): FileTree {
  return {
    given,
    single: true,
    files: [basename(given)],
    others: [],
    read: (_path, most) => readCapped(given, given, most),
  };
}

async function folderTree(given: string, signal: AbortSignal | undefined): Promise<FileTree> {
  const files: string[] = [];
  const others: string[] = [];
  const walk = async (relative: string, depth: number): Promise<void> => {
    if (depth > DEEPEST) throw refused(given, `${relative}: folders nest more than ${DEEPEST} deep`);
    for await (const entry of await opendir(join(given, relative))) {
      throwIfCancelled(signal);
      const path = relative === '' ? entry.name : `${relative}/${entry.name}`;
      if (entry.isDirectory()) {
        if (entry.name === '.git') await addConfig(given, path, files);
        else if (!SKIPPED.has(entry.name)) await walk(path, depth + 1);
      } else if (entry.isFile()) files.push(path);
      else others.push(path);
      if (files.length > MOST_FILES) throw refused(given, `holds more than ${MOST_FILES} files`);
    }
  };
  await walk('', 0);
  return {
    given,
    single: false,
    files: files.sort(byText),
    others: others.sort(byText),
    read: (path, most) => readCapped(join(given, path), `${given}: ${path}`, most),
  };
}

async function addConfig(given: string, git: string, files: string[]): Promise<void> {
  const about = await stat(join(given, git, 'config')).catch(() => null);
  if (about?.isFile()) files.push(`${git}/config`);
}

async function readCapped(path: string, name: string, most: number): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    if (size > most) throw refused(name, `has ${size} bytes; at most ${most} are read`);
    return await readFile(path);
  } catch (error) {
    if (error instanceof TrustpathError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new TrustpathError('input-unreadable', `${name}: cannot be read (${code ?? 'unknown error'}).`);
  }
}

/** yauzl checks names (no absolute paths, no `..`) and sizes against the directory; the rest is checked here. */
async function zipTree(given: string, signal: AbortSignal | undefined): Promise<FileTree> {
  const damaged = (error: unknown): never => {
    if (error instanceof TrustpathError) throw error;
    throw refused(given, `zip: ${error instanceof Error ? error.message : 'cannot be read'}`);
  };
  const held = new Map<string, Buffer>();
  const others: string[] = [];
  const folded = new Set<string>();
  let total = 0;
  try {
    const zip = await yauzl.openPromise(given, {
      strictFileNames: true,
      validateEntrySizes: true,
      lazyEntries: true,
      decodeStrings: true,
    });
    try {
      for await (const entry of zip.eachEntry()) {
        throwIfCancelled(signal);
        const name = entry.fileName;
        if (name.endsWith('/')) continue;
        const kind = (entry.externalFileAttributes >>> 16) & 0o170000;
        if (kind !== 0 && kind !== 0o100000) {
          others.push(name);
          continue;
        }
        if (folded.has(name.toLowerCase()))
          throw refused(given, `${name}: is there twice, or differs only in case`);
        folded.add(name.toLowerCase());
        if (folded.size > MOST_FILES) throw refused(given, `holds more than ${MOST_FILES} files`);
        if (!isOfUse(name)) continue;
        total += entry.uncompressedSize;
        if (total > MOST_BYTES) throw refused(given, `unpacks to more than ${MOST_BYTES / 1024 / 1024} MB`);
        if (
          entry.uncompressedSize > 1024 * 1024 &&
          entry.uncompressedSize > entry.compressedSize * LARGEST_RATIO
        )
          throw refused(given, `${name}: is compressed beyond belief`);
        held.set(name, await buffer(await zip.openReadStreamPromise(entry)));
      }
    } finally {
      zip.close();
    }
  } catch (error) {
    damaged(error);
  }
  return {
    given,
    single: false,
    files: [...held.keys()].sort(byText),
    others: others.sort(byText),
    read: async (path, most) => {
      const bytes = held.get(path) ?? Buffer.alloc(0);
      if (bytes.length > most)
        throw refused(`${given}: ${path}`, `has ${bytes.length} bytes; at most ${most} are read`);
      return bytes;
    },
  };
}

/** Of an archive, only what may be read is unpacked. */
function isOfUse(name: string): boolean {
  return /(?:^|\/)\.git\/config$|(?:^|\/)\.github\/|(?:^|\/)CODEOWNERS$|\.json$/i.test(name);
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
