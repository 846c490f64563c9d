/** Finds the lines in a stream of bytes without holding more than one of them. */
export interface LineSplitter {
  push(chunk: Buffer): void;
  /** Ends the input: what comes after the last line feed is a line as well. */
  end(): void;
}

/**
 * Longer lines are dropped and told to `tooLong`: an event with the answer of a large listing is as long as the listing.
 */
export const MAX_LINE_BYTES = 4 * 1024 * 1024;

const LINE_FEED = 0x0a;

/** `emit` is given the text of a line without its end, its number from 1, and whether a line feed ended it. */
export function lineSplitter(
  emit: (text: string, line: number, ended: boolean) => void,
  tooLong: () => void,
): LineSplitter {
  /** What of the current line came in earlier chunks. */
  let parts: Buffer[] = [];
  let held = 0;
  let dropping = false;
  let line = 1;

  function hold(part: Buffer): void {
    if (dropping || part.length === 0) return;
    if (held + part.length > MAX_LINE_BYTES) {
      dropping = true;
      parts = [];
      held = 0;
      return;
    }
    parts.push(part);
    held += part.length;
  }

  function finish(ended: boolean): void {
    if (dropping) tooLong();
    else if (held > 0)
      emit((parts[0]?.length === held ? parts[0] : Buffer.concat(parts)).toString('utf8'), line, ended);
    parts = [];
    held = 0;
    dropping = false;
    line++;
  }

  return {
    push(chunk) {
      let from = 0;
      for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, from)) {
        hold(chunk.subarray(from, at));
        finish(true);
        from = at + 1;
      }
      hold(chunk.subarray(from));
    },
    end: () => finish(false),
  };
}
