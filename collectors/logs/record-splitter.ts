/** Finds the records in a stream of JSON without holding more than one of them. */
export interface RecordSplitter {
  push(chunk: Buffer): void;
  /** Ends the input. */
  end(): void;
}

/** What does not fit, and where: the byte in the (decompressed) input and the number of the record, from 1. */
export class SplitFault extends Error {
  readonly byte: number;
  readonly record: number;
  constructor(reason: string, byte: number, record: number) {
    super(reason);
    this.byte = byte;
    this.record = record;
  }
}

/** CloudTrail's own limit for an event is 256 KB; LookupEvents quotes the event once more. */
export const MAX_RECORD_BYTES = 4 * 1024 * 1024;
const MAX_DEPTH = 100;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const COMMA = 0x2c;

/**
 * Splits JSON text into its records: the objects of the list that one of `lists` names in the outermost object, those of
 * an outermost list, or one after the other (a line each). An outermost object without such a list is one record.
 * `emit` is given the text of a record and where it began.
 * @throws SplitFault
 */
export function recordSplitter(
  lists: ReadonlySet<string>,
  emit: (text: string, byte: number, record: number) => void,
): RecordSplitter {
  /** Earlier chunks that are still needed; `heldFrom` is where they begin in the input. Joined once, when a record ends. */
  let held: Buffer[] = [];
  let heldFrom = 0;
  /** Where the current chunk begins in the input. */
  let from = 0;
  let skip = 0;
  let depth = 0;
  let inString = false;
  let stringStart = 0;
  let lastName = '';
  /** Depth at which objects are records; -1 while it is not known. */
  let recordDepth = -1;
  let listClosed = false;
  let start = -1;
  let record = 0;

  const fault = (reason: string, at: number): never => {
    throw new SplitFault(reason, at, record + 1);
  };

  const fits = (begin: number, end: number): void => {
    if (end - begin > MAX_RECORD_BYTES)
      fault(`is longer than ${MAX_RECORD_BYTES / 1024 / 1024} MB, or the file has no list of records`, begin);
  };

  /** The text from a byte of the input up to one of the chunk. */
  const textOf = (chunk: Buffer, begin: number, end: number): string => {
    if (begin >= from) return chunk.toString('utf8', begin - from, end);
    return Buffer.concat([...held, chunk.subarray(0, end)]).toString('utf8', begin - heldFrom);
  };

  function push(chunk: Buffer): void {
    let i = skip;
    skip = 0;
    const { length } = chunk;
    for (; i < length; i++) {
      const c = chunk[i] as number;
      if (inString) {
        if (c === BACKSLASH) i++;
        else if (c === QUOTE) {
          inString = false;
          if (depth === 1 && recordDepth === -1) lastName = textOf(chunk, stringStart, i);
        }
        continue;
      }
      if (c === QUOTE) {
        if (depth === 0 || depth === recordDepth) fault('is a text where a record should be', from + i);
        inString = true;
        stringStart = from + i + 1;
      } else if (c === OPEN_OBJECT) {
        if (depth === recordDepth || depth === 0) {
          if (start < 0) start = from + i;
        }
        if (++depth > MAX_DEPTH) fault(`is nested more than ${MAX_DEPTH} deep`, from + i);
      } else if (c === CLOSE_OBJECT) {
        if (--depth < 0) fault('has a brace that closes nothing', from + i);
        if (start >= 0 && (depth === recordDepth || (depth === 0 && recordDepth === -1))) {
          fits(start, from + i + 1);
          record++;
          emit(textOf(chunk, start, i + 1), start, record);
          start = -1;
        } else if (depth === 0) {
          // The object around the list is over; another may follow.
          recordDepth = -1;
          listClosed = false;
        }
      } else if (c === OPEN_LIST) {
        depth++;
        if (recordDepth === -1 && (depth === 1 || (depth === 2 && lists.has(lastName)))) {
          recordDepth = depth;
          start = -1;
        }
        if (depth > MAX_DEPTH) fault(`is nested more than ${MAX_DEPTH} deep`, from + i);
      } else if (c === CLOSE_LIST) {
        if (--depth < 0) fault('has a bracket that closes nothing', from + i);
        if (depth === recordDepth - 1) {
          if (recordDepth === 1) recordDepth = -1;
          else {
            listClosed = true;
            recordDepth = Number.MAX_SAFE_INTEGER;
          }
        }
      } else if (
        (depth === recordDepth || depth === 0) &&
        c !== COMMA &&
        c !== 0x20 &&
        c !== 0x0a &&
        c !== 0x0d &&
        c !== 0x09
      ) {
        fault(depth === 0 ? 'is not JSON' : 'is not an object', from + i);
      }
    }
    skip = i - length;
    const end = from + length;
    const needed = start >= 0 ? start : inString && recordDepth === -1 ? stringStart - 1 : end;
    fits(needed, end);
    if (needed >= from) {
      held = needed < end ? [chunk.subarray(needed - from)] : [];
      heldFrom = needed;
    } else held.push(chunk);
    from = end;
  }

  return {
    push,
    end() {
      if (depth > 0 || inString || (start >= 0 && !listClosed))
        fault('is cut off: the file ends within it', from);
    },
  };
}
