import { createHash } from 'node:crypto';
import { constants, deflateSync, inflateSync } from 'node:zlib';
import { TrustpathError } from '../errors.ts';
import { canonicalJson, type Json } from '../json.ts';
import type { ObservationId } from '../records.ts';

/** No single document is larger; a file that says so is refused before anything is inflated. */
export const MAX_DOCUMENT_BYTES = 512 * 1024 * 1024;

export interface Body {
  readonly sha256: string;
  /** Bytes of the canonical JSON. */
  readonly size: number;
  /** Zlib-compressed (RFC 1950), or the bytes themselves where that would not be smaller, as in SQLite's sqlar. */
  readonly data: Uint8Array;
}

/** The stored form of a document. Throws `input-refused` where it is nested too deeply to be written. */
export function packBody(document: Json, place: string): Body {
  let bytes: Buffer;
  try {
    bytes = Buffer.from(canonicalJson(document), 'utf8');
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new TrustpathError('input-refused', `${place}: the document is nested too deeply or too large.`);
  }
  if (bytes.length > MAX_DOCUMENT_BYTES) {
    throw new TrustpathError(
      'input-refused',
      `${place}: the document has ${bytes.length} bytes; at most ${MAX_DOCUMENT_BYTES} are stored.`,
    );
  }
  const compressed = deflateSync(bytes, { level: constants.Z_DEFAULT_COMPRESSION });
  return {
    sha256: sha256(bytes),
    size: bytes.length,
    data: compressed.length < bytes.length ? compressed : bytes,
  };
}

/** The document's bytes, once they are seen to have the hash. Throws `input-refused`, naming the body. */
export function unpackBody(body: Body, file: string): Buffer {
  const place = `${file}: observation sha256:${body.sha256}`;
  if (body.size > MAX_DOCUMENT_BYTES) {
    throw new TrustpathError(
      'input-refused',
      `${place} says it has ${body.size} bytes; at most ${MAX_DOCUMENT_BYTES} are read.`,
    );
  }
  let bytes: Buffer;
  if (body.data.length === body.size)
    bytes = Buffer.from(body.data.buffer, body.data.byteOffset, body.data.length);
  else {
    try {
      bytes = inflateSync(body.data, { maxOutputLength: Math.max(1, body.size) });
    } catch {
      throw new TrustpathError(
        'input-refused',
        `${place} is damaged: it cannot be decompressed to its ${body.size} bytes.`,
      );
    }
  }
  if (bytes.length !== body.size || sha256(bytes) !== body.sha256) {
    throw new TrustpathError('input-refused', `${place} was altered: its content does not have this hash.`);
  }
  return bytes;
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export const observationId = (hex: string): ObservationId => `sha256:${hex}`;
export const hexOf = (id: ObservationId): string => id.slice('sha256:'.length);
