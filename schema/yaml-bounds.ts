import { Lexer } from 'yaml';

/** How much one YAML text may hold before it is parsed: parsers need one to three kilobytes for a value. */
export interface YamlBounds {
  /**
   * Values, counted by the marks before them: list dashes, colons, question marks, commas and brackets that open. In maps in
   * brackets a value has two.
   */
  readonly values: number;
  /** Tokens: marks, texts, comments, line breaks, spaces, and the escapes in quoted texts. */
  readonly tokens: number;
}

/** Which bound YAML goes beyond first, told without parsing it. Says nothing of whether it is YAML. */
export function beyondYamlBounds(text: string, most: YamlBounds): keyof YamlBounds | null {
  // Every token but the mark before a text has a character at least.
  if (text.length <= Math.min(most.values, most.tokens / 2)) return null;
  let values = 0;
  let tokens = 0;
  let isText = false;
  for (const token of new Lexer().lex(text)) {
    tokens += token.startsWith('"') ? 1 + backslashes(token) : 1;
    if (!isText && MARKS.has(token)) values++;
    if (values > most.values) return 'values';
    if (tokens > most.tokens) return 'tokens';
    isText = token === TEXT_FOLLOWS;
  }
  return null;
}

/** Of one character; a plain text of one comes after a token of its own, which says that it is a text. */
const MARKS: ReadonlySet<string> = new Set(['-', '?', ':', ',', '[', '{']);
const TEXT_FOLLOWS = '\u001f';

function backslashes(token: string): number {
  let count = 0;
  for (let at = token.indexOf('\\'); at >= 0; at = token.indexOf('\\', at + 1)) count++;
  return count;
}
