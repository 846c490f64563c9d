import { once } from 'node:events';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { finished, pipeline } from 'node:stream';
import { promisify } from 'node:util';
import { createGunzip } from 'node:zlib';
import { TrustpathError, throwIfCancelled } from '../../schema/errors.ts';
import { refused } from './refused.ts';

const BLOCK = 512;
const MOST_FILES = 50_000;
const MOST_BYTES = 2 * 1024 * 1024 * 1024;
/** A program's lists of objects shrink to a twentieth; what shrinks to less than this is made to fill a disk. */
const LARGEST_RATIO = 400;
const RATIO_FROM = 64 * 1024 * 1024;

/**
 * Unpacks the regular files of a gzipped tar archive (POSIX ustar) into a folder that is private and empty. Names that
 * lead out of it, links, devices and files told twice are refused, as is what unpacks to too much.
 * @throws TrustpathError `input-unreadable` or `input-refused`: `FILE: place: reason`
 */
export async function unpackTar(
  archive: string,
  into: string,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const files: string[] = [];
  const seen = new Set<string>();
  let pending: Buffer = Buffer.alloc(0);
  let left = 0;
  let padding = 0;
  let out: WriteStream | null = null;
  let total = 0;
  let packed = 0;
  const source = createReadStream(archive);
  source.on('data', (chunk) => {
    packed += chunk.length;
  });
  const gunzip = createGunzip();
  // Whoever reads from it hears of the error.
  pipeline(source, gunzip, () => undefined);
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      throwIfCancelled(signal);
      total += chunk.length;
      if (total > MOST_BYTES || (total > RATIO_FROM && total > packed * LARGEST_RATIO))
        throw refused(archive, `unpacks to more than is read (${Math.ceil(total / 1024 / 1024)} MB so far)`);
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      for (;;) {
        if (left > 0) {
          const part = pending.subarray(0, left);
          if (part.length === 0) break;
          pending = pending.subarray(part.length);
          left -= part.length;
          if (out && !out.write(part)) await once(out, 'drain');
          if (left > 0) break;
          await close(out);
          out = null;
        }
        if (padding > 0) {
          const skipped = Math.min(padding, pending.length);
          pending = pending.subarray(skipped);
          padding -= skipped;
          if (padding > 0) break;
        }
        if (pending.length < BLOCK) break;
        const header = pending.subarray(0, BLOCK);
        pending = pending.subarray(BLOCK);
        if (header.every((byte) => byte === 0)) continue;
        const entry = entryOf(header, archive);
        left = entry.size;
        padding = (BLOCK - (entry.size % BLOCK)) % BLOCK;
        if (entry.type === 'folder' || entry.type === 'extended') continue;
        const path = safeName(entry.name, archive);
        if (seen.has(path.toLowerCase())) throw refused(archive, `${path}: stands in the archive twice`);
        seen.add(path.toLowerCase());
        if (seen.size > MOST_FILES) throw refused(archive, `holds more than ${MOST_FILES} files`);
        await mkdir(dirname(join(into, path)), { recursive: true, mode: 0o700 });
        out = createWriteStream(join(into, path), { mode: 0o600, flags: 'wx' });
        files.push(path);
        if (left === 0) {
          await close(out);
          out = null;
        }
      }
    }
    if (left > 0 || padding > 0 || pending.length > 0) throw refused(archive, 'the archive breaks off');
    return files.sort();
  } catch (error) {
    if (error instanceof TrustpathError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code?.startsWith('Z_')) throw refused(archive, `the gzip data is damaged or cut off (${code})`);
    throw new TrustpathError('input-unreadable', `${archive}: cannot be read (${code ?? 'unknown error'}).`, {
      cause: error,
    });
  } finally {
    out?.destroy();
    source.destroy();
  }
}

interface Entry {
  readonly name: string;
  readonly size: number;
  readonly type: 'file' | 'folder' | 'extended';
}

/** A header of POSIX.1-1988 ustar: name, size and type at fixed places, numbers in octal. */
function entryOf(header: Buffer, archive: string): Entry {
  const textAt = (from: number, length: number) => {
    const field = header.subarray(from, from + length);
    const end = field.indexOf(0);
    return field.subarray(0, end < 0 ? length : end).toString('utf8');
  };
  const prefix = textAt(257, 5) === 'ustar' ? textAt(345, 155) : '';
  const name = prefix === '' ? textAt(0, 100) : `${prefix}/${textAt(0, 100)}`;
  const octal = textAt(124, 12).trim();
  if (!/^[0-7]{1,11}$/.test(octal)) throw refused(archive, `${name}: its size is no number`);
  const size = Number.parseInt(octal, 8);
  const type = textAt(156, 1);
  if (type === '' || type === '0') return { name, size, type: 'file' };
  if (type === '5') return { name, size, type: 'folder' };
  if (type === 'x' || type === 'g') return { name, size, type: 'extended' };
  throw refused(archive, `${name}: is no file but a link or a device (type ${JSON.stringify(type)})`);
}

function safeName(name: string, archive: string): string {
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  if (
    parts.length === 0 ||
    parts.length > 16 ||
    name.startsWith('/') ||
    parts.some((part) => part === '..' || !/^[\w.:@+=,-][\w .:@+=,-]{0,252}$/.test(part))
  )
    throw refused(archive, `${JSON.stringify(name.slice(0, 200))}: is no name of a file that is unpacked`);
  return parts.join('/');
}

async function close(out: WriteStream | null): Promise<void> {
  if (out === null) return;
  out.end();
  await promisify(finished)(out);
}
