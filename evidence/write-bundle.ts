import {
  createWriteStream,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import { TrustpathError } from '../schema/errors.ts';
import { syncFolderOf, whyNotWritten } from '../schema/lasting-files.ts';
import { SIGNATURE_FILE } from './bagit.ts';

/** The earliest time a zip can carry, the same in every bundle. */
const ZIP_TIME = new Date(1980, 0, 1);

/**
 * Writes a bundle as a folder, or as a zip where `out` ends in `.zip`. It is written beside and renamed, so that
 * nothing half-written is left; an `out` that exists is refused.
 */
export async function writeBundle(files: ReadonlyMap<string, Uint8Array>, out: string): Promise<string> {
  const target = resolve(out);
  if (existsSync(target))
    throw new TrustpathError('output-refused', `${out}: exists already; name another file or folder.`);
  const unfinished = `${target}.unfinished-${process.pid}`;
  try {
    mkdirSync(dirname(target), { recursive: true });
    if (target.endsWith('.zip')) await writeZip(files, unfinished);
    else writeFolder(files, unfinished);
    renameSync(unfinished, target);
    syncFolderOf(target);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (error instanceof TrustpathError) throw error;
    throw new TrustpathError('output-refused', `${out}: ${whyNotWritten(error)}.`, { cause: error });
  }
  return target;
}

/**
 * Puts files into a bundle that is there. In a folder each file is replaced whole; a zip is written anew beside itself
 * and then renamed.
 */
export async function replaceInBundle(
  path: string,
  files: ReadonlyMap<string, Uint8Array>,
  changed: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  const target = resolve(path);
  const ending = `.unfinished-${process.pid}`;
  const begun: string[] = [];
  try {
    if (statSync(target).isDirectory()) {
      // The keys before the signatures made with them: in between, the bundle is one with a key too many.
      const inOrder = [...changed].sort(
        ([a], [b]) => Number(a === SIGNATURE_FILE) - Number(b === SIGNATURE_FILE),
      );
      for (const [name, bytes] of inOrder) {
        const unfinished = `${join(target, name)}${ending}`;
        begun.push(unfinished);
        writeFileSync(unfinished, bytes, { flush: true });
      }
      for (const [index, [name]] of inOrder.entries()) renameSync(begun[index]!, join(target, name));
      syncFolderOf(join(target, SIGNATURE_FILE));
    } else {
      begun.push(`${target}${ending}`);
      await writeZip(new Map([...files, ...changed]), begun[0]!);
      renameSync(begun[0]!, target);
      syncFolderOf(target);
    }
  } catch (error) {
    for (const unfinished of begun) rmSync(unfinished, { force: true });
    throw new TrustpathError('output-refused', `${path}: ${whyNotWritten(error)}.`, { cause: error });
  }
}

function writeFolder(files: ReadonlyMap<string, Uint8Array>, folder: string): void {
  for (const [path, bytes] of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes, { flush: true });
  }
  const folders = new Set([...files.keys()].map((path) => dirname(path)));
  for (const inside of [...folders, '.']) syncFolderOf(join(folder, inside, 'any'));
}

async function writeZip(files: ReadonlyMap<string, Uint8Array>, file: string): Promise<void> {
  const zip = new yazl.ZipFile();
  for (const path of [...files.keys()].sort()) {
    zip.addBuffer(Buffer.from(files.get(path) ?? new Uint8Array()), path, {
      mtime: ZIP_TIME,
      mode: 0o100644,
      // Without the time in UTC beside it, which would depend on the time zone.
      forceDosTimestamp: true,
    });
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(file, { flush: true }));
}
