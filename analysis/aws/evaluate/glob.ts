/**
 * Patterns with `*` (any run of characters, also none) and `?` (one character), matched in time linear in the text for
 * each piece between stars: no regular expression, so that a hostile policy cannot make matching explode.
 */
export interface Glob {
  /** True for a pattern that is just `*`. */
  readonly all: boolean;
  readonly pieces: readonly GlobPiece[];
}

/** One character class of a piece: a literal run or single-character wildcards, kept as text plus its wildcard offsets. */
interface GlobPiece {
  readonly text: string;
  /** Offsets in `text` that match any character; empty for a plain literal. */
  readonly anyAt: readonly number[];
}

/** A part of a pattern: literal text, or text in which `*` and `?` are wildcards. */
export interface GlobPart {
  readonly text: string;
  readonly literal: boolean;
}

export function compileGlob(pattern: string): Glob {
  return compileGlobParts([{ text: pattern, literal: false }]);
}

/** Compiles a pattern of which some parts are literal: values substituted for policy variables, `${*}` and the like. */
export function compileGlobParts(parts: readonly GlobPart[]): Glob {
  const pieces: GlobPiece[] = [];
  let text = '';
  let anyAt: number[] = [];
  let star = false;
  for (const part of parts) {
    for (const unit of part.literal ? [part.text] : part.text.split(/([*?])/)) {
      if (!part.literal && unit === '*') {
        pieces.push({ text, anyAt });
        text = '';
        anyAt = [];
        star = true;
      } else if (!part.literal && unit === '?') {
        anyAt.push(text.length);
        text += '?';
      } else text += unit;
    }
  }
  pieces.push({ text, anyAt });
  const all = star && pieces.every((piece) => piece.text === '');
  return { all, pieces };
}

/** True when the whole text matches. Case-sensitive: lower both for a match without regard to case. */
export function globMatches(glob: Glob, text: string): boolean {
  if (glob.all) return true;
  const { pieces } = glob;
  const first = pieces[0]!;
  if (pieces.length === 1) return text.length === first.text.length && pieceAt(first, text, 0);
  if (!pieceAt(first, text, 0)) return false;
  const last = pieces[pieces.length - 1]!;
  const end = text.length - last.text.length;
  let from = first.text.length;
  // Leftmost placement of each middle piece is enough: it leaves the most room for those that follow.
  for (let index = 1; index < pieces.length - 1; index += 1) {
    const piece = pieces[index]!;
    const found = findPiece(piece, text, from, end);
    if (found < 0) return false;
    from = found + piece.text.length;
  }
  return end >= from && pieceAt(last, text, end);
}

function findPiece(piece: GlobPiece, text: string, from: number, end: number): number {
  if (piece.anyAt.length === 0) {
    const found = text.indexOf(piece.text, from);
    return found >= 0 && found + piece.text.length <= end ? found : -1;
  }
  for (let at = from; at + piece.text.length <= end; at += 1) if (pieceAt(piece, text, at)) return at;
  return -1;
}

function pieceAt(piece: GlobPiece, text: string, at: number): boolean {
  const { text: wanted, anyAt } = piece;
  if (anyAt.length === 0) return text.startsWith(wanted, at);
  if (at + wanted.length > text.length) return false;
  let skip = 0;
  for (let index = 0; index < wanted.length; index += 1) {
    if (anyAt[skip] === index) skip += 1;
    else if (wanted.charCodeAt(index) !== text.charCodeAt(at + index)) return false;
  }
  return true;
}
