import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { TrustpathError } from '../errors.ts';
import { FORMAT_VERSION, SEALED_APPLICATION_ID, UNFINISHED_APPLICATION_ID } from './format.ts';

const MAGIC = 'SQLite format 3\0';
const HEADER_BYTES = 100;

export interface SnapshotHeader {
  readonly state: 'sealed' | 'unfinished';
  /** Bytes of the file. */
  readonly size: number;
}

/**
 * What the first hundred bytes of a file say (https://www.sqlite.org/fileformat.html#the_database_header), read
 * without SQLite, which would create files beside one in WAL mode. Throws `input-unreadable` or `input-refused` with
 * the one reason why the file cannot be opened. `name` is what messages call it.
 */
export function readHeader(path: string, name = path): SnapshotHeader {
  const descriptor = openForReading(path, name);
  try {
    return checkHeader(readStart(descriptor), fstatSync(descriptor).size, name);
  } finally {
    closeSync(descriptor);
  }
}

/** Opens an ordinary file; a directory, pipe or device is refused without reading from it. */
export function openForReading(path: string, name = path): number {
  let descriptor: number;
  try {
    // O_NONBLOCK: opening a named pipe must not wait for a writer.
    descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    throw unreadable(name, error);
  }
  try {
    requireFile(fstatSync(descriptor), name);
    return descriptor;
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

function requireFile(stats: Stats, name: string): void {
  if (stats.isDirectory())
    throw new TrustpathError('input-refused', `${name}: is a folder, not a snapshot file.`);
  if (!stats.isFile()) throw new TrustpathError('input-refused', `${name}: is not an ordinary file.`);
}

function unreadable(name: string, error: unknown): TrustpathError {
  const code = (error as NodeJS.ErrnoException).code;
  const reason =
    code === 'ENOENT' || code === 'ENOTDIR'
      ? 'there is no such file'
      : code === 'EACCES' || code === 'EPERM'
        ? 'permission to read it is denied'
        : `it cannot be read (${code ?? String(error)})`;
  return new TrustpathError('input-unreadable', `${name}: ${reason}.`, { cause: error });
}

function readStart(descriptor: number): Buffer {
  const start = Buffer.alloc(HEADER_BYTES);
  return start.subarray(0, readSync(descriptor, start, 0, HEADER_BYTES, 0));
}

/** See readHeader; `start` is up to the first hundred bytes and `size` the whole file's. */
export function checkHeader(start: Buffer, size: number, name: string): SnapshotHeader {
  const refuse = (reason: string) => new TrustpathError('input-refused', `${name}: ${reason}`);
  if (size === 0) throw refuse('the file is empty.');
  const magic = Buffer.from(MAGIC, 'latin1');
  if (!start.subarray(0, magic.length).equals(magic.subarray(0, start.length))) {
    throw refuse('is not a Trustpath snapshot (not an SQLite file).');
  }
  if (start.length < HEADER_BYTES) throw refuse(`the file is cut off after ${size} bytes.`);

  const applicationId = start.readUInt32BE(68);
  if (applicationId !== SEALED_APPLICATION_ID && applicationId !== UNFINISHED_APPLICATION_ID) {
    throw refuse('is an SQLite file of another application, not a Trustpath snapshot.');
  }
  if (start[18] !== 1 || start[19] !== 1) {
    throw refuse(
      'is in write-ahead-log mode, which no snapshot is: another program has written to it. Ask for an unaltered copy.',
    );
  }
  const version = start.readUInt32BE(60);
  if (version > FORMAT_VERSION) {
    throw refuse(
      `was made by a newer Trustpath (format ${version}; this one reads up to ${FORMAT_VERSION}). Open it with that version.`,
    );
  }
  if (version < 1) throw refuse(`has format ${version}, which does not exist.`);

  const state = applicationId === SEALED_APPLICATION_ID ? 'sealed' : 'unfinished';
  if (state === 'sealed') {
    const pageSize = start.readUInt16BE(16) === 1 ? 65_536 : start.readUInt16BE(16);
    const expected = start.readUInt32BE(28) * pageSize;
    if (size < expected) throw refuse(`the file is cut off: ${size} of ${expected} bytes are there.`);
    if (size > expected) throw refuse(`has ${size - expected} bytes after its end that do not belong to it.`);
  }
  return { state, size };
}
