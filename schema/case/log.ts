import { createHash } from 'node:crypto';
import { z } from 'zod';
import { TrustpathError } from '../errors.ts';
import { canonicalJson, type Json } from '../json.ts';
import { beyondBounds, boundsReason, type JsonBounds } from '../json-bounds.ts';
import { type CaseAction, caseAction } from './action.ts';

/**
 * The log of a case, and so the case: a text file of one JSON object a line. The first line begins the case; each other
 * is one action. Every line holds the hash of the line before it and its own, so that nothing can be altered, left out
 * or put between without showing, except at the end.
 */
export const CASE_FORMAT = 'trustpath-case/1';
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const time = z.iso.datetime();

const beginning = z.strictObject({
  format: z.literal(CASE_FORMAT),
  title: z.string().max(256),
  at: time,
  by: z.string().max(256),
  hash,
});
const entry = z.strictObject({
  number: z.int().min(1),
  at: time,
  action: caseAction,
  /** The earlier entry that this one takes back: its action is the inverse of that one's. */
  undoes: z.int().min(1).optional(),
  previous: hash,
  hash,
});
export type CaseBeginning = z.output<typeof beginning>;
export type CaseEntry = z.output<typeof entry>;

/** Longest line: a scenario may hold whole policies. */
export const LONGEST_LINE = 16 * 1024 * 1024;

/** Policies nest some 15 deep; whatever looks at a line recurses. */
const LINE_BOUNDS: JsonBounds = { depth: 128, values: 2_000_000 };

export function beginCase(title: string, at: string, by: string): CaseBeginning {
  const open = { format: CASE_FORMAT, title, at, by } as const;
  return { ...open, hash: hashOf(open) };
}

export function nextEntry(
  before: { readonly number: number; readonly hash: string },
  action: CaseAction,
  at: string,
  undoes?: number,
): CaseEntry {
  const open = {
    number: before.number + 1,
    at,
    action,
    ...(undoes !== undefined && { undoes }),
    previous: before.hash,
  };
  return { ...open, hash: hashOf(open) };
}

export function lineOf(record: CaseBeginning | CaseEntry): string {
  return `${canonicalJson(record as unknown as Json)}\n`;
}

/**
 * The line of an action that is to be written, once it is seen that it could be read again.
 * @throws TrustpathError `usage`
 */
export function lineToWrite(record: CaseEntry): string {
  const line = lineOf(record);
  const bytes = Buffer.from(line, 'utf8');
  if (bytes.length > LONGEST_LINE)
    throw new TrustpathError('usage', `The action has ${bytes.length} bytes; a case takes ${LONGEST_LINE}.`);
  const beyond = beyondBounds(line, LINE_BOUNDS);
  if (beyond) throw new TrustpathError('usage', `The action is ${boundsReason(beyond, LINE_BOUNDS)}.`);
  return line;
}

/** @throws TrustpathError `input-refused` that names file and line */
export function readBeginning(line: string, file: string): CaseBeginning {
  const record = parse(line, beginning, file, 1);
  checkHash(record, file, 1);
  return record;
}

/** @throws TrustpathError `input-refused` that names file and line */
export function readEntry(
  line: string,
  before: { readonly number: number; readonly hash: string },
  file: string,
): CaseEntry {
  const lineNumber = before.number + 2;
  const record = parse(line, entry, file, lineNumber);
  if (record.number !== before.number + 1 || record.previous !== before.hash)
    throw refused(
      file,
      lineNumber,
      'does not follow from the line before: lines were altered, moved or left out',
    );
  checkHash(record, file, lineNumber);
  return record;
}

function parse<S extends z.ZodType>(line: string, shape: S, file: string, lineNumber: number): z.output<S> {
  const beyond = beyondBounds(line, LINE_BOUNDS);
  if (beyond) throw refused(file, lineNumber, `is ${boundsReason(beyond, LINE_BOUNDS)}`);
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw refused(file, lineNumber, 'is not JSON');
  }
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw refused(
    file,
    lineNumber,
    `${issue?.path.join('.') || 'the line'}: ${issue?.message ?? 'does not fit'}`,
  );
}

function checkHash(record: CaseBeginning | CaseEntry, file: string, lineNumber: number): void {
  const { hash: claimed, ...open } = record;
  if (hashOf(open) !== claimed) throw refused(file, lineNumber, 'was altered: its hash is another');
}

function hashOf(open: object): string {
  return createHash('sha256')
    .update(canonicalJson(open as Json))
    .digest('hex');
}

function refused(file: string, lineNumber: number, reason: string): TrustpathError {
  return new TrustpathError('input-refused', `${file}, line ${lineNumber}: ${reason}.`);
}
