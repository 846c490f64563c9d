import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { TrustpathError } from '../../schema/errors.ts';

const FORMAT = 'trustpath-redaction-key/1';
const keyFile = z.strictObject({
  format: z.literal(FORMAT),
  /** 32 bytes. */
  key: z.string().regex(/^[A-Za-z0-9+/]{43}=$/),
});

export const newRedactionKey = (): Buffer => randomBytes(32);

export function writeKey(key: Buffer): string {
  return `${JSON.stringify({ format: FORMAT, key: key.toString('base64') })}\n`;
}

/** @throws TrustpathError `input-refused` that names the file */
export function readKey(text: string, file: string): Buffer {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = null;
  }
  const parsed = keyFile.safeParse(value);
  if (!parsed.success)
    throw new TrustpathError('input-refused', `${file}: is not a key for pseudonyms (${FORMAT}).`);
  return Buffer.from(parsed.data.key, 'base64');
}
