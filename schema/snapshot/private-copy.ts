import { createHash, randomUUID } from 'node:crypto';
import { constants, fstatSync, statSync } from 'node:fs';
import { copyFile, lstat, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { TrustpathError, throwIfCancelled } from '../errors.ts';
import { checkHeader, readHeader } from './header.ts';
import { hasHotJournal } from './journal.ts';

const CHUNK = 1024 * 1024;
const HEADER_BYTES = 100;

export interface PrivateCopy {
  readonly path: string;
  /** Of the whole file, as `sha256sum` prints it. */
  readonly fileSha256: string;
}

export interface CopyOptions {
  /** Made if it is not there; nobody else may look into it. */
  readonly folder: string;
  readonly fileBytes: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Copies a snapshot to where only this user can reach it, so that what is checked is what is read afterwards. The
 * original is only read. Throws, leaving nothing behind, when the file is too large, no snapshot by its header, or
 * changes meanwhile.
 */
export async function copyPrivately(path: string, options: CopyOptions): Promise<PrivateCopy> {
  const refuse = (reason: string) => new TrustpathError('input-refused', `${path}: ${reason}`);
  const { size, state } = readHeader(path);
  if (size > options.fileBytes) throw refuse(`has ${size} bytes; at most ${options.fileBytes} are opened.`);

  await mkdir(options.folder, { recursive: true, mode: 0o700 });
  const folder = await lstat(options.folder);
  const openToOthers = process.platform !== 'win32' && (folder.mode & 0o077) !== 0;
  if (!folder.isDirectory() || openToOthers) {
    throw new TrustpathError('output-refused', `${options.folder}: is not a folder of this user alone.`);
  }

  const target = join(options.folder, `${randomUUID()}.trustpath`);
  const source = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  let created = false;
  try {
    const before = fstatSync(source.fd, { bigint: true });
    const flags = constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0);
    const copy = await open(target, flags, 0o600).catch((cause: unknown) => {
      throw new TrustpathError(
        'output-refused',
        `${target}: the private copy cannot be made (${String(cause)}).`,
        {
          cause,
        },
      );
    });
    created = true;
    const hash = createHash('sha256');
    let done = 0;
    try {
      const buffer = Buffer.alloc(CHUNK);
      for (;;) {
        throwIfCancelled(options.signal);
        const { bytesRead } = await source.read(buffer, 0, CHUNK, done);
        if (bytesRead === 0) break;
        const chunk = buffer.subarray(0, bytesRead);
        // Again on the bytes that are copied: the file may have been another one a moment ago.
        if (done === 0) checkHeader(chunk.subarray(0, HEADER_BYTES), Number(before.size), path);
        done += bytesRead;
        // Also ends the copy of a file that grows as fast as it is read.
        if (done > before.size) throw refuse('changed while it was being copied.');
        hash.update(chunk);
        await copy.writeFile(chunk);
        options.onProgress?.(done, size);
      }
      await copy.sync();
    } finally {
      await copy.close();
    }
    const after = fstatSync(source.fd, { bigint: true });
    if (after.size !== before.size || after.mtimeNs !== before.mtimeNs || BigInt(done) !== before.size) {
      throw refuse('changed while it was being copied.');
    }
    // What a killed collection was about to undo belongs to it; the check rolls it back, in the copy.
    if (state === 'unfinished' && hasHotJournal(path)) {
      if (statSync(`${path}-journal`).size > options.fileBytes)
        throw refuse('the journal beside it is too large.');
      await copyFile(`${path}-journal`, `${target}-journal`, constants.COPYFILE_EXCL);
      hasHotJournal(target, path);
    }
    return { path: target, fileSha256: hash.digest('hex') };
  } catch (error) {
    if (created) await removeCopy(target);
    throw error;
  } finally {
    await source.close();
  }
}

export async function removeCopy(path: string): Promise<void> {
  await rm(path, { force: true });
  await rm(`${path}-journal`, { force: true });
}
