import { createHash } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { TrustpathError, throwIfCancelled } from '../../schema/errors.ts';
import type { Json } from '../../schema/json.ts';
import { parseJson } from './parse-json.ts';
import { refused } from './refused.ts';

/** Bytes of one file, after decompression. A dump of 50,000 identities has about a tenth of it. */
export const MAX_FILE_BYTES = 256 * 1024 * 1024;

export interface JsonFile {
  readonly value: Json;
  /** Bytes after decompression, and their hash. */
  readonly size: number;
  readonly sha256: string;
}

/**
 * Reads one JSON file: UTF-8 or UTF-16, with or without byte order mark, plain or gzip (told by its content).
 * Size is checked before and while reading, nesting and the number of values before parsing.
 * @throws TrustpathError `input-unreadable` or `input-refused`: `FILE: place: reason`
 */
export async function readJson(
  path: string,
  options: { name?: string; signal?: AbortSignal | undefined } = {},
): Promise<JsonFile> {
  const name = options.name ?? path;
  const bytes = await readBytes(path, name, options.signal);
  const text = decode(bytes, name);
  if (text.trim() === '') throw refused(name, 'the file is empty', { foreign: true });
  const value = parseJson(text, name);
  return { value, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

async function readBytes(path: string, name: string, signal: AbortSignal | undefined): Promise<Buffer> {
  try {
    await checkSize(path, name);
    const raw = await gather(createReadStream(path), name, signal);
    if (raw[0] !== 0x1f || raw[1] !== 0x8b) return raw;
    const gunzip = createGunzip();
    gunzip.end(raw);
    return await gather(gunzip, name, signal);
  } catch (error) {
    throw asUnreadable(error, name);
  }
}

async function checkSize(path: string, name: string): Promise<void> {
  const about = await stat(path);
  if (!about.isFile()) throw refused(name, 'is not a file');
  if (about.size > MAX_FILE_BYTES) throw tooLarge(name, about.size);
}

function asUnreadable(error: unknown, name: string): TrustpathError {
  if (error instanceof TrustpathError) return error;
  const { code } = error as NodeJS.ErrnoException;
  if (code?.startsWith('Z_')) return refused(name, `the gzip data is damaged or cut off (${code})`);
  return new TrustpathError('input-unreadable', `${name}: cannot be read (${code ?? 'unknown error'}).`, {
    cause: error,
  });
}

/**
 * The text of one file in pieces, so that it is never held whole: UTF-8 with or without byte order mark, plain or gzip.
 * @throws TrustpathError `input-unreadable` or `input-refused`
 */
export async function* readPieces(
  path: string,
  name: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decoded = (bytes: Buffer | undefined, at: number): string => {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch {
      throw refused(name, `not UTF-8 text, after byte ${at}`, { foreign: true });
    }
  };
  try {
    await checkSize(path, name);
    let size = 0;
    for await (const chunk of unzipped(createReadStream(path))) {
      throwIfCancelled(signal);
      const text = decoded(chunk, size);
      size += chunk.length;
      if (size > MAX_FILE_BYTES) throw tooLarge(name, size);
      yield text;
    }
    yield decoded(undefined, size);
  } catch (error) {
    throw asUnreadable(error, name);
  }
}

/** The stream itself, or what it is the gzip of, told by its first bytes. */
async function* unzipped(stream: ReadStream): AsyncGenerator<Buffer> {
  const pieces = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first = await pieces.next();
  if (first.done) return;
  const rest = (async function* () {
    yield first.value;
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
  })();
  if (first.value[0] !== 0x1f || first.value[1] !== 0x8b) {
    yield* rest;
    return;
  }
  const gunzip = createGunzip();
  // Whoever reads from it hears of the error.
  pipeline(Readable.from(rest), gunzip, () => undefined);
  yield* gunzip as AsyncIterable<Buffer>;
}

/** A file may grow while it is read, and gzip to a thousand times its size. */
async function gather(
  stream: AsyncIterable<Buffer>,
  name: string,
  signal: AbortSignal | undefined,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    throwIfCancelled(signal);
    size += chunk.length;
    if (size > MAX_FILE_BYTES) throw tooLarge(name, size);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function decode(bytes: Buffer, name: string): string {
  const encoding = encodingOf(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw refused(name, `byte ${firstUndecodable(bytes, encoding)}: not ${encoding.toUpperCase()} text`);
  }
}

/** By byte order mark, else by where the zero bytes of JSON's first character stand (RFC 4627, section 3). */
function encodingOf(bytes: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (bytes.length > 1 && first !== 0 && second === 0))
    return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (bytes.length > 1 && first === 0 && second !== 0))
    return 'utf-16be';
  return 'utf-8';
}

function firstUndecodable(bytes: Buffer, encoding: string): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    try {
      new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      good = middle;
    } catch {
      bad = middle;
    }
  }
  return good;
}

function tooLarge(name: string, size: number): TrustpathError {
  const megabytes = (bytes: number) => `${Math.ceil(bytes / 1024 / 1024)} MB`;
  return refused(
    name,
    `has ${megabytes(size)} or more; at most ${megabytes(MAX_FILE_BYTES)} are read from one file`,
  );
}
