import { type Redacted, redactText } from '../redact.ts';

/** A mapping entry on one line: indentation or list mark, the key, the colon, and what stands behind it. */
const ENTRY = /^(?<before>[ \t]*(?:- )?["']?(?<key>[\w.-]{1,80})["']?[ \t]*:[ \t]+)(?<value>\S.*)$/;
/** Keys that by their name hold a secret. `id-token` and the like are permissions, and `secrets` a list of them. */
const SECRET_KEY =
  /(?:^|[_.-])(?:pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?|connection[_-]?string|webhook)$/i;
const PERMISSION = /^(?:id-token|packages|attestations)$/;
const NO_SECRET =
  /^(?:["']?(?:true|false|null|read|write|none|inherit|required|optional|\d{1,5})["']?|[|>][+-]?\d?)[ \t]*(?:#.*)?$/i;

/**
 * The text of a workflow (or another file of a repository) as it may be stored: literal secrets become
 * `[redacted:TYPE]`, references such as `${{ secrets.NAME }}` stay, and every line keeps its number, so that a proof can
 * name one.
 */
export function redactWorkflowText(text: string, known: readonly string[] = []): Redacted<string> {
  const wholeKeys = text.replace(
    /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----|$)/g,
    (block) => `[redacted:private-key]${lineEnds(block)}`,
  );
  const within = { indent: -1 };
  const value = wholeKeys
    .split('\n')
    .map((line) => redactContinued(line, within) ?? redactLine(line, known))
    .join('\n');
  return { value, redactions: countOf(value) - countOf(text) };
}

/** A key that by its name holds a secret, whose value begins on a later line. */
const OPENS =
  /^(?<before>[ \t]*(?:- )?)["']?(?<key>[\w.-]{1,80})["']?[ \t]*:[ \t]*(?:[|>][+-]?\d?[+-]?)?[ \t]*(?:#.*)?$/;
const MEMBER = /^[ \t]*(?:- |["']?[\w.-]{1,80}["']?[ \t]*:(?:[ \t]|$)|#)/;

/**
 * A line of a value that stands below its key, where that key holds a secret; null for other lines. `within` carries the
 * indentation of such a key from line to line.
 */
function redactContinued(line: string, within: { indent: number }): string | null {
  const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
  const blank = line.trim() === '';
  if (within.indent >= 0 && !blank) {
    if (indent.length > within.indent && !MEMBER.test(line))
      return line.includes('${{') || line.includes('[redacted:') ? line : `${indent}[redacted:named-secret]`;
    within.indent = -1;
  }
  const { before, key } = OPENS.exec(line)?.groups ?? {};
  if (before !== undefined && key !== undefined && SECRET_KEY.test(key) && !PERMISSION.test(key))
    within.indent = before.length;
  return null;
}

function redactLine(line: string, known: readonly string[]): string {
  const { before, key, value } = ENTRY.exec(line)?.groups ?? {};
  if (
    before !== undefined &&
    key !== undefined &&
    value !== undefined &&
    SECRET_KEY.test(key) &&
    !PERMISSION.test(key) &&
    !NO_SECRET.test(value) &&
    !value.includes('${{') &&
    !/^["']?\$\{?\w+\}?["']?\s*$/.test(value) &&
    !value.startsWith('[redacted:') &&
    value.trim().length >= 6
  )
    return `${before}[redacted:named-secret]`;
  return redactText(line, known);
}

/** The line ends of a text that is taken out, with the indentation of the lines, which YAML goes by. */
function lineEnds(block: string): string {
  return block
    .split('\n')
    .slice(1)
    .map((line) => `\n${/^[ \t]*/.exec(line)?.[0] ?? ''}`)
    .join('');
}

function countOf(text: string): number {
  return text.split('[redacted:').length - 1;
}
