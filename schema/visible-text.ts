/** Control, format (bidirectional, zero-width) and line-separating characters, tab and newline apart. */
const INVISIBLE = /(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Text from outside with its invisible characters escaped as `\u{…}`, so that a name cannot repaint a line, reverse
 * it or hide in it. For every place that shows names: window, terminal, reports.
 */
export function visibleText(text: string): string {
  return text.replace(INVISIBLE, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
