import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { TrustpathError } from '../schema/errors.ts';
import { whyNotJson } from '../schema/json-syntax.ts';

const LARGEST_FILE = 16 * 1024 * 1024;

/**
 * A file of JSON that a person wrote.
 * @param what what the file is, for messages ("the scenario")
 * @throws TrustpathError `input-unreadable`, or `input-refused` with the place and the reason
 */
export async function readJson<T>(file: string, shape: z.ZodType<T>, what: string): Promise<T> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new TrustpathError('input-unreadable', `${file}: cannot be read (${error.code ?? error.message}).`);
  });
  if (text.length > LARGEST_FILE)
    throw new TrustpathError('input-refused', `${file}: is larger than ${what} can be.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new TrustpathError('input-refused', `${file}: is not JSON: ${whyNotJson(text)}.`);
  }
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new TrustpathError(
    'input-refused',
    `${file}: ${issue?.path.join('.') || what}: ${issue?.message ?? 'does not fit'}`,
  );
}
