import { closeSync, fstatSync, readFileSync } from 'node:fs';
import { TrustpathError } from '../errors.ts';
import { openForReading } from '../snapshot/header.ts';
import { type CaseBeginning, type CaseEntry, readBeginning, readEntry } from './log.ts';

/** A log that is read whole, to be written again, is no longer than this. */
const LARGEST_LOG = 128 * 1024 * 1024;

/**
 * Every action of a case in order, each checked for its shape and its place in the chain. A last line that was cut off
 * is left out. Throws `input-unreadable` or `input-refused`, which name file, line and reason.
 */
export function readWholeCase(path: string): {
  readonly beginning: CaseBeginning;
  readonly entries: readonly CaseEntry[];
} {
  const descriptor = openForReading(path);
  let text: string;
  try {
    const { size } = fstatSync(descriptor);
    if (size > LARGEST_LOG)
      throw new TrustpathError(
        'input-refused',
        `${path}: has ${size} bytes; at most ${LARGEST_LOG} are read.`,
      );
    text = readFileSync(descriptor, 'utf8');
  } finally {
    closeSync(descriptor);
  }
  const [first, ...lines] = text.split('\n').slice(0, -1);
  if (first === undefined)
    throw new TrustpathError('input-refused', `${path}: is not a Trustpath case (it has no first line).`);
  const beginning = readBeginning(first, path);
  const entries: CaseEntry[] = [];
  let head: { readonly number: number; readonly hash: string } = { number: 0, hash: beginning.hash };
  for (const line of lines) {
    const entry = readEntry(line, head, path);
    entries.push(entry);
    head = entry;
  }
  return { beginning, entries };
}
