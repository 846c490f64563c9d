import { exactly, joined, MANY, ONE, type TextPattern } from '../text-pattern.ts';

const MOST_ALTERNATIVES = 64;

/**
 * Reads a regular expression made of literals, alternatives in groups and open runs (`.*`, `[^/]+`) as patterns that admit
 * at least what it does; null where it is made of more. RE2 searches, so what is not anchored is open at that end.
 */
export function regexPatterns(source: string): readonly TextPattern[] | null {
  const anchoredStart = source.startsWith('^');
  const anchoredEnd = /(?<!\\)(?:\\\\)*\$$/.test(source);
  const body = source.slice(anchoredStart ? 1 : 0, anchoredEnd ? -1 : undefined);
  const reader = { text: body, at: 0 };
  const found = alternatives(reader);
  if (found === null || reader.at < body.length) return null;
  // An anchor belongs to the first or last alternative alone.
  if (found.length > 1 && /^\^?[^(]*\|/.test(source) && (anchoredStart || anchoredEnd)) return null;
  return found.map((each) => joined(anchoredStart ? '' : MANY, each, anchoredEnd ? '' : MANY));
}

interface Reader {
  readonly text: string;
  at: number;
}

function alternatives(reader: Reader): readonly string[] | null {
  const all: string[] = [];
  for (;;) {
    const one = sequence(reader);
    if (one === null) return null;
    all.push(...one);
    if (reader.text[reader.at] !== '|' || all.length > MOST_ALTERNATIVES) break;
    reader.at += 1;
  }
  return all.length > MOST_ALTERNATIVES ? null : all;
}

function sequence(reader: Reader): readonly string[] | null {
  let found: readonly string[] = [''];
  while (reader.at < reader.text.length && !'|)'.includes(reader.text[reader.at] as string)) {
    const one = repeated(reader);
    if (one === null) return null;
    found = found.flatMap((before) => one.map((each) => before + each));
    if (found.length > MOST_ALTERNATIVES) return null;
  }
  return found;
}

function repeated(reader: Reader): readonly string[] | null {
  const one = atom(reader);
  if (one === null) return null;
  const sign = reader.text[reader.at];
  if (sign === '*' || sign === '+') {
    reader.at += 1;
    return [MANY];
  }
  if (sign === '?') {
    reader.at += 1;
    return ['', ...one];
  }
  if (sign === '{') {
    const end = reader.text.indexOf('}', reader.at);
    if (end < 0) return null;
    reader.at = end + 1;
    return [MANY];
  }
  return one;
}

function atom(reader: Reader): readonly string[] | null {
  const { text } = reader;
  const each = text[reader.at] as string;
  reader.at += 1;
  if (each === '(') {
    if (text.startsWith('?:', reader.at)) reader.at += 2;
    else if (text[reader.at] === '?') return null;
    const inner = alternatives(reader);
    if (inner === null || text[reader.at] !== ')') return null;
    reader.at += 1;
    return inner;
  }
  if (each === '.') return [ONE];
  if (each === '[') {
    const end = text.indexOf(']', reader.at + 1);
    if (end < 0) return null;
    reader.at = end + 1;
    return [ONE];
  }
  if (each === '\\') {
    const escaped = text[reader.at] ?? '';
    reader.at += 1;
    if (/[dwsDWS]/.test(escaped)) return [ONE];
    return /[A-Za-z0-9]/.test(escaped) || escaped === '' ? null : [exactly(escaped)];
  }
  return '^$*+?{'.includes(each) ? null : [exactly(each)];
}
