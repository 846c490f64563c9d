import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { TrustpathError } from '../errors.ts';
import { writeNew } from '../lasting-files.ts';
import { openForReading } from '../snapshot/header.ts';
import { type CaseAction, caseAction } from './action.ts';
import { withLock } from './lock.ts';
import {
  beginCase,
  type CaseEntry,
  LONGEST_LINE,
  lineOf,
  lineToWrite,
  nextEntry,
  readBeginning,
  readEntry,
} from './log.ts';
import { after, type CaseState, emptyCase } from './state.ts';

const LARGEST_CASE = 512 * 1024 * 1024;
const NEWLINE = 0x0a;

export interface Case {
  readonly path: string;
  readonly state: CaseState;
  /** How many actions were done, and the hash of the last line: what a bundle notes of the case. */
  readonly head: { readonly number: number; readonly hash: string };
  /**
   * Does an action and keeps it: when this returns, it is on the disk. What another window wrote to the same case
   * meanwhile is taken in first. Throws `usage`, `input-refused` or `output-refused`, with nothing done.
   */
  apply(action: CaseAction, at: string): void;
  /**
   * Takes back the last action that was not taken back yet, or does it again, by appending what puts the former state
   * in its place. False where there is nothing to do. Throws as `apply` does.
   */
  undo(at: string): boolean;
  redo(at: string): boolean;
  /** Takes in what another window wrote. */
  refresh(): void;
}

/**
 * The latest entries of a case's log, latest first, and how many there are. Throws as `openCase` does.
 * The file is read anew: an open case keeps what its actions add up to, not the actions.
 */
export function readCaseLog(
  path: string,
  { limit }: { readonly limit: number },
): { readonly total: number; readonly entries: readonly CaseEntry[] } {
  const descriptor = openForReading(path);
  try {
    let head: { readonly number: number; readonly hash: string } | null = null;
    const latest: CaseEntry[] = [];
    for (const { text } of wholeLines(descriptor, 0, fstatSync(descriptor).size, path)) {
      if (head === null) {
        head = { number: 0, hash: readBeginning(text, path).hash };
        continue;
      }
      const entry: CaseEntry = readEntry(text, head, path);
      head = entry;
      latest.push(entry);
      if (latest.length > 2 * limit) latest.splice(0, latest.length - limit);
    }
    return { total: head?.number ?? 0, entries: latest.slice(-limit).reverse() };
  } finally {
    closeSync(descriptor);
  }
}

/** Begins a case at `path`, where no file may be. Throws `output-refused`. */
export function createCase(
  path: string,
  { title, at, by }: { readonly title: string; readonly at: string; readonly by: string },
): Case {
  try {
    writeNew(path, lineOf(beginCase(title, at, by)), 0o600);
  } catch (error) {
    throw unwritable(path, error);
  }
  return openCase(path);
}

/**
 * Opens a case, whoever made it: it is text, every line is checked for its shape and its place in the chain, and nothing
 * in it is run. A last line that was cut off was never acknowledged: it is left out, and overwritten by the next action.
 * Throws `input-unreadable` or `input-refused`, which name file, line and reason.
 */
export function openCase(path: string): Case {
  let end = 0;
  let head = { number: -1, hash: '' };
  let state: CaseState | null = null;
  /** Which file it is, however it is called. */
  let identity: string | null = null;

  /** Reads whole lines from where the last reading ended. */
  function take(): void {
    const descriptor = openForReading(path);
    try {
      const { size, ino, dev } = fstatSync(descriptor);
      identity ??= `${dev} ${ino}`;
      if (identity !== `${dev} ${ino}`)
        throw new TrustpathError(
          'input-refused',
          `${path}: is another file than it was; open it again to go on with that one.`,
        );
      if (size > LARGEST_CASE)
        throw new TrustpathError(
          'input-refused',
          `${path}: has ${size} bytes; a case has at most ${LARGEST_CASE}.`,
        );
      if (size < end)
        throw new TrustpathError(
          'input-refused',
          `${path}: is shorter than it was; it was replaced or cut off.`,
        );
      for (const line of wholeLines(descriptor, end, size, path)) {
        if (state === null) {
          const beginning = readBeginning(line.text, path);
          state = emptyCase(beginning.title, beginning.at);
          head = { number: 0, hash: beginning.hash };
        } else {
          const entry: CaseEntry = readEntry(line.text, head, path);
          state = afterLine(state, entry, path);
          head = entry;
        }
        end = line.end;
      }
    } finally {
      closeSync(descriptor);
    }
    if (state === null)
      throw new TrustpathError('input-refused', `${path}: is not a Trustpath case (it has no first line).`);
  }

  function append(next: () => CaseEntry | null): boolean {
    return withLock(path, () => {
      take();
      const entry = next();
      if (entry === null) return false;
      mustFollow(state as CaseState, entry);
      appendAt(path, end, lineToWrite(entry));
      take();
      return true;
    });
  }

  /** Takes back the last of a list of steps. */
  function takeBack(steps: 'undo' | 'redo', at: string): boolean {
    return append(() => {
      const step = state?.[steps].at(-1);
      return step ? nextEntry(head, step.inverse, at, step.number) : null;
    });
  }

  take();
  return {
    path,
    get state() {
      return state as CaseState;
    },
    get head() {
      return { number: head.number, hash: head.hash };
    },
    refresh: take,
    apply(action, at) {
      const parsed = caseAction.safeParse(action);
      if (!parsed.success)
        throw new TrustpathError(
          'usage',
          `No case takes this action: ${JSON.stringify(action).slice(0, 200)}`,
        );
      append(() => nextEntry(head, parsed.data, at));
    },
    undo: (at) => takeBack('undo', at),
    redo: (at) => takeBack('redo', at),
  };
}

/** What could not be read again is not written. */
function mustFollow(state: CaseState, entry: CaseEntry): void {
  try {
    after(state, entry);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new TrustpathError('usage', `The action is not for this case as it is: it ${error.message}.`);
  }
}

function afterLine(state: CaseState, entry: CaseEntry, path: string): CaseState {
  try {
    return after(state, entry);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new TrustpathError('input-refused', `${path}, line ${entry.number + 1}: ${error.message}.`);
  }
}

/**
 * Puts a line where the last whole one ends, over whatever a cut-off writing left there. Its line break follows when
 * the rest is on the disk: a power cut may leave any part of what was being written, and a line in part that ends like
 * a whole one would look like an altered case.
 */
function appendAt(path: string, end: number, line: string): void {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r+');
  } catch (error) {
    throw unwritable(path, error);
  }
  try {
    ftruncateSync(descriptor, end);
    const bytes = Buffer.from(line, 'utf8');
    const content = bytes.length - 1;
    for (let written = 0; written < content; )
      written += writeSync(descriptor, bytes, written, content - written, end + written);
    fsyncSync(descriptor);
    writeSync(descriptor, bytes, content, 1, end + content);
    fsyncSync(descriptor);
  } catch (error) {
    throw unwritable(path, error);
  } finally {
    closeSync(descriptor);
  }
}

function* wholeLines(
  descriptor: number,
  from: number,
  size: number,
  path: string,
): Generator<{ readonly text: string; readonly end: number }> {
  const chunk = Buffer.alloc(1024 * 1024);
  let pending: Buffer = Buffer.alloc(0);
  for (let at = from; at < size; ) {
    const read = readSync(descriptor, chunk, 0, Math.min(chunk.length, size - at), at);
    if (read === 0) return;
    at += read;
    pending = Buffer.concat([pending, chunk.subarray(0, read)]);
    for (let stop = pending.indexOf(NEWLINE); stop >= 0; stop = pending.indexOf(NEWLINE)) {
      const text = pending.subarray(0, stop).toString('utf8');
      pending = pending.subarray(stop + 1);
      yield { text, end: at - pending.length };
    }
    if (pending.length > LONGEST_LINE)
      throw new TrustpathError('input-refused', `${path}: has a line longer than ${LONGEST_LINE} bytes.`);
  }
}

function unwritable(path: string, error: unknown): TrustpathError {
  const { code } = error as NodeJS.ErrnoException;
  const reason =
    code === 'EEXIST'
      ? 'exists already; it is not overwritten'
      : code === 'ENOSPC'
        ? 'the disk is full'
        : code === 'EACCES' || code === 'EPERM' || code === 'EROFS'
          ? 'may not be written here'
          : code === 'ENOENT' && !existsSync(path)
            ? 'is not there any more, or its folder is not'
            : `cannot be written (${code ?? String(error)})`;
  return new TrustpathError('output-refused', `${path}: ${reason}.`, { cause: error });
}
