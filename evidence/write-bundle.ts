import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import { TrustpathError } from '../schema/errors.ts';

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
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (error instanceof TrustpathError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new TrustpathError('output-refused', `${out}: could not be written: ${reason}`, { cause: error });
  }
  return target;
}

function writeFolder(files: ReadonlyMap<string, Uint8Array>, folder: string): void {
  for (const [path, bytes] of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}

async function writeZip(files: ReadonlyMap<string, Uint8Array>, file: string): Promise<void> {
  const zip = new yazl.ZipFile();
  for (const path of [...files.keys()].sort()) {
    zip.addBuffer(Buffer.from(files.get(path) ?? new Uint8Array()), path, {
      mtime: ZIP_TIME,
      mode: 0o100644,
    });
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(file));
}
