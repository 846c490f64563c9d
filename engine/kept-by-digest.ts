import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { codeDigest } from './code-digest.ts';
import { dataFolder } from './data-folder.ts';

/** A year of snapshots at 100,000 entities takes some 35 MB. */
const MOST_FILES = 1_000;
const MOST_BYTES = 512 * 1024 * 1024;

/**
 * What was counted of sealed snapshots, kept in the engine's own folder so that it is not counted twice: a snapshot's
 * digest names its content. Each file is the SHA-256 of what follows and the value as JSON; one that cannot be read, was
 * altered or has another shape is not there, and is counted again. The folder may be removed at any time.
 *
 * @param what all that the value depends on besides the snapshot and the code that counts it
 */
export function readKept<T>(digest: string, what: string, shape: z.ZodType<T>): T | null {
  try {
    const path = placeOf(digest, what);
    const text = readFileSync(path, 'utf8');
    const [sum, value] = [text.slice(0, 64), text.slice(65)];
    if (sum !== sumOf(value)) return null;
    const parsed = shape.safeParse(JSON.parse(value));
    if (!parsed.success) return null;
    // What is used stays longest.
    const now = new Date();
    utimesSync(path, now, now);
    return parsed.data;
  } catch {
    return null;
  }
}

/** Keeps a value; a folder that cannot be written is no failure. */
export function keep(digest: string, what: string, value: unknown): void {
  try {
    const path = placeOf(digest, what);
    const text = JSON.stringify(value);
    const unfinished = `${path}.${process.pid}`;
    writeFileSync(unfinished, `${sumOf(text)}\n${text}`, { mode: 0o600 });
    renameSync(unfinished, path);
    removeOldest();
  } catch {
    // Only speed is lost.
  }
}

function placeOf(digest: string, what: string): string {
  const name = `${digest.replace(/^sha256:/, '').slice(0, 32)}-${sumOf(`${codeDigest()} ${what}`).slice(0, 32)}`;
  return join(dataFolder('measures'), name);
}

/** Files that have not been used for longest go first. */
function removeOldest(): void {
  const folder = dataFolder('measures');
  const files = readdirSync(folder)
    .flatMap((name) => {
      const path = join(folder, name);
      const stat = statSync(path, { throwIfNoEntry: false });
      return stat ? [{ path, size: stat.size, used: stat.mtimeMs }] : [];
    })
    .sort((a, b) => b.used - a.used);
  let bytes = 0;
  for (const [place, { path, size }] of files.entries()) {
    bytes += size;
    if (place >= MOST_FILES || bytes > MOST_BYTES) rmSync(path, { force: true });
  }
}

function sumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
