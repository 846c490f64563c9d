export interface TextPart {
  readonly text: string;
  /** True where `text` stands for a character that must not act: a control, an override of direction, a joiner. */
  readonly escaped: boolean;
}

/**
 * Controls (C0, C1), line and paragraph separators, soft hyphen, zero-width and joining characters, directional marks,
 * embeddings, overrides and isolates (Unicode UAX 9), invisible operators, variation selectors, tags, lone surrogates.
 * A name from outside may use them to look like another name.
 */
const HIDDEN =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: joiners are looked for one by one
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the point
  /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202f\u205f-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb]|[\u{e0000}-\u{e0fff}]|[\ud800-\udfff]/gu;

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Splits a text from outside into what may be shown as it is and what is shown as its code point. */
export function escapeParts(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(HIDDEN)) {
    if (match.index > end) parts.push({ text: text.slice(end, match.index), escaped: false });
    parts.push({ text: codePoint(match[0]), escaped: true });
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), escaped: false });
  return parts;
}

/** The same as plain text, for titles, tooltips and copies: `a⟨U+202E⟩b`. */
export function escapeText(text: string): string {
  return escapeParts(text)
    .map((part) => (part.escaped ? `⟨${part.text}⟩` : part.text))
    .join('');
}
