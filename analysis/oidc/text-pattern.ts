/**
 * A pattern over a claim's text. Two characters of the private use area stand for the wildcards, so that a literal `*` of
 * an exact comparison and a wildcard of a pattern are told apart and patterns can be cut like any other text.
 */
export type TextPattern = string & { readonly pattern: true };

/** Any run of characters, also none; one character. */
export const MANY = '\u{E000}';
export const ONE = '\u{E001}';

const WILD = /[\u{E000}\u{E001}]/u;

export function exactly(text: string): TextPattern {
  return text.replaceAll(new RegExp(WILD, 'gu'), '\u{FFFD}') as TextPattern;
}

/** `*` for any run of characters and `?` for one, as AWS's StringLike and Microsoft's `matches` have them. */
export function like(text: string): TextPattern {
  return exactly(text).replaceAll('*', MANY).replaceAll('?', ONE) as TextPattern;
}

export function joined(...parts: readonly string[]): TextPattern {
  return parts.join('') as TextPattern;
}

export function isExact(pattern: string): boolean {
  return !WILD.test(pattern);
}

/** What stands before the first wildcard; the whole text where there is none. */
export function literalStart(pattern: string): string {
  const at = pattern.search(WILD);
  return at < 0 ? pattern : pattern.slice(0, at);
}

/** A pattern with no character of its own admits everything (or everything of some length). */
export function isOpen(pattern: string): boolean {
  return pattern !== '' && [...pattern].every((each) => each === MANY || each === ONE);
}

/** As people write it. */
export function inWords(pattern: string): string {
  return JSON.stringify(pattern.replaceAll(MANY, '*').replaceAll(ONE, '?'));
}
