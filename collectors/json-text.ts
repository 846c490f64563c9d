/** Looks at JSON as text, without recursion, before anything parses it. */

/** How deeply arrays and objects nest; brackets in strings do not count. */
export function nestingDepth(text: string): number {
  return scanNesting(text, Number.POSITIVE_INFINITY).depth;
}

/** The offset at which nesting first exceeds `limit`, or null. */
export function nestingBeyond(text: string, limit: number): number | null {
  return scanNesting(text, limit).beyond;
}

function scanNesting(text: string, limit: number): { depth: number; beyond: number | null } {
  let depth = 0;
  let deepest = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x22) {
      i = endOfString(text, i);
    } else if (code === 0x7b || code === 0x5b) {
      depth++;
      if (depth > deepest) deepest = depth;
      if (depth > limit) return { depth: deepest, beyond: i };
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
  return { depth: deepest, beyond: null };
}

/** Offset of the closing quote of the string that opens at `start`, or the end of the text. */
function endOfString(text: string, start: number): number {
  let at = start;
  for (;;) {
    at = text.indexOf('"', at + 1);
    if (at < 0) return text.length;
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === 0x5c) slashes++;
    if (slashes % 2 === 0) return at;
  }
}

/** `line 3, column 14` of an offset, both from 1. */
export function place(text: string, offset: number): string {
  let line = 1;
  let start = 0;
  for (;;) {
    const next = text.indexOf('\n', start);
    if (next < 0 || next >= offset) break;
    line++;
    start = next + 1;
  }
  return `line ${line}, column ${offset - start + 1}`;
}
