import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { buffer } from 'node:stream/consumers';
import yauzl from 'yauzl';
import { TrustpathError } from '../schema/errors.ts';
import { beyondBounds, boundsReason } from '../schema/json-bounds.ts';

/** What a bundle from a stranger may hold at most. */
const LIMITS = {
  files: 20_000,
  fileBytes: 512 * 1024 * 1024,
  totalBytes: 2 * 1024 * 1024 * 1024,
  ratio: 200,
  /** Custody tells of every call that was made. */
  json: { depth: 256, values: 16_000_000 },
};

type Files = Map<string, Uint8Array>;

/** Reads a bundle, folder or zip, into memory; never follows a link, never writes. Throws `input-refused`. */
export async function readBundle(path: string): Promise<Files> {
  let stat: ReturnType<typeof lstatSync>;
  try {
    stat = lstatSync(path);
  } catch {
    throw new TrustpathError('input-unreadable', `${path}: does not exist or cannot be read.`);
  }
  const files = stat.isDirectory() ? readFolder(path) : await readZip(path);
  refuseNames(path, files);
  for (const [name, bytes] of files) {
    if (!/\.(?:nd)?(?:json|sarif|jsonl)$/.test(name)) continue;
    const beyond = beyondBounds(bytes, LIMITS.json);
    if (beyond) refuse(path, name, `is ${boundsReason(beyond, LIMITS.json)}`);
  }
  return files;
}

function refuse(path: string, place: string, reason: string): never {
  throw new TrustpathError('input-refused', `${path}: ${place}: ${reason}.`);
}

function readFolder(root: string): Files {
  const files: Files = new Map();
  let total = 0;
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const full = join(entry.parentPath, entry.name);
    const name = full
      .slice(root.length)
      .replace(/^[/\\]+/, '')
      .replaceAll(sep, '/');
    if (entry.isDirectory()) continue;
    if (!entry.isFile()) refuse(root, name, 'is a link or a device, not a file');
    const { size } = lstatSync(full);
    total += size;
    if (files.size >= LIMITS.files) refuse(root, name, `is one of more than ${LIMITS.files} files`);
    if (size > LIMITS.fileBytes || total > LIMITS.totalBytes)
      refuse(root, name, 'makes the bundle too large');
    files.set(name, readFileSync(full));
  }
  return files;
}

/** yauzl checks names (no absolute paths, no `..`) and sizes against the directory; the rest is checked here. */
async function readZip(path: string): Promise<Files> {
  const zip = await yauzl
    .openPromise(path, {
      strictFileNames: true,
      validateEntrySizes: true,
      lazyEntries: true,
      decodeStrings: true,
    })
    .catch((error: unknown) =>
      refuse(path, 'zip', error instanceof Error ? error.message : 'cannot be read'),
    );
  const files: Files = new Map();
  let total = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileName;
      if (name.endsWith('/')) continue;
      const kind = (entry.externalFileAttributes >>> 16) & 0o170000;
      if (kind !== 0 && kind !== 0o100000) refuse(path, name, 'is a link or a device, not a file');
      if (files.has(name)) refuse(path, name, 'is there twice');
      if (files.size >= LIMITS.files) refuse(path, name, `is one of more than ${LIMITS.files} files`);
      total += entry.uncompressedSize;
      if (entry.uncompressedSize > LIMITS.fileBytes || total > LIMITS.totalBytes)
        refuse(path, name, 'makes the bundle too large');
      if (
        entry.uncompressedSize > 1024 * 1024 &&
        entry.uncompressedSize > entry.compressedSize * LIMITS.ratio
      ) {
        refuse(path, name, 'is compressed beyond belief');
      }
      files.set(name, await buffer(await zip.openReadStreamPromise(entry)));
    }
  } catch (error) {
    if (error instanceof TrustpathError) throw error;
    refuse(path, 'zip', error instanceof Error ? error.message : 'cannot be read');
  } finally {
    zip.close();
  }
  return files;
}

/** What a file of a bundle may be called: what every system shows, and writes under this name and no other. */
const NAME = /^(?:[A-Za-z0-9_][A-Za-z0-9._-]*\/)*[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?$/;
/** Devices of Windows, whatever follows a dot. */
const DEVICE = /(?:^|\/)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\/|$)/i;

function refuseNames(path: string, files: Files): void {
  const seen = new Map<string, string>();
  for (const name of files.keys()) {
    if (!NAME.test(name) || DEVICE.test(name))
      refuse(path, name, 'has a name that not every system shows or keeps as it is');
    const folded = name.toLowerCase();
    const other = seen.get(folded);
    if (other !== undefined) refuse(path, name, `differs from ${other} only in case`);
    seen.set(folded, name);
  }
}
