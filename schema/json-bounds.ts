/** How much one JSON text may hold, whatever is in it. */
export interface JsonBounds {
  /** Nesting of objects and lists. */
  readonly depth: number;
  /**
   * Values, counted by the marks that come before them: one for each bracket that opens and each comma, and one more. An
   * empty list counts twice, so that this is never less than there are.
   */
  readonly values: number;
}

/** Where a text leaves its bounds first. `offset` is in characters of a text, in bytes of bytes. */
export interface BeyondBounds {
  readonly beyond: keyof JsonBounds;
  readonly offset: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const PIECE = 1024 * 1024;

/**
 * Whether JSON goes beyond its bounds, told without parsing it and without recursion: what parsers need of the stack and of
 * memory grows with depth and values, not with bytes. Says nothing of whether it is JSON.
 */
export function beyondBounds(json: string | Uint8Array, most: JsonBounds): BeyondBounds | null {
  return measureJson(json, most).beyond;
}

/** The same, with how many values were counted, up to where it leaves its bounds. */
export function measureJson(
  json: string | Uint8Array,
  most: JsonBounds,
): { readonly values: number; readonly beyond: BeyondBounds | null } {
  const { scan, values } = scanner(most);
  if (typeof json === 'string') {
    const beyond = scan(json);
    return { values: values(), beyond };
  }
  const bytes = Buffer.from(json.buffer, json.byteOffset, json.byteLength);
  // Every mark is one byte in UTF-8, and no part of another character.
  for (let at = 0; at < bytes.length; at += PIECE) {
    const found = scan(bytes.toString('latin1', at, at + PIECE));
    if (found) return { values: values(), beyond: { ...found, offset: at + found.offset } };
  }
  return { values: values(), beyond: null };
}

/** What is wrong with a text that goes beyond its bounds, after "is" of a sentence. */
export function boundsReason({ beyond }: BeyondBounds, most: JsonBounds): string {
  return beyond === 'depth'
    ? `nested more than ${most.depth} deep`
    : `larger than can be read: more than ${most.values} values`;
}

/** Takes a text in pieces; offsets are in the piece. */
function scanner(most: JsonBounds): {
  readonly scan: (piece: string) => BeyondBounds | null;
  readonly values: () => number;
} {
  let depth = 0;
  let values = 1;
  let inText = false;
  let skipped = 0;
  const scan = (piece: string): BeyondBounds | null => {
    let at = skipped;
    for (; at < piece.length; at++) {
      const code = piece.charCodeAt(at);
      if (inText) {
        if (code === BACKSLASH) at++;
        else if (code === QUOTE) inText = false;
      } else if (code === QUOTE) inText = true;
      else if (code === COMMA) {
        if (++values > most.values) return { beyond: 'values', offset: at };
      } else if (code === 0x7b || code === 0x5b) {
        if (++depth > most.depth) return { beyond: 'depth', offset: at };
        if (++values > most.values) return { beyond: 'values', offset: at };
      } else if (code === 0x7d || code === 0x5d) depth--;
    }
    skipped = at - piece.length;
    return null;
  };
  return { scan, values: () => values };
}
