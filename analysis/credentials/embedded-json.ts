import type { JsonObject } from '../../schema/json.ts';
import { isJsonObject } from '../../schema/json.ts';

/** A service account key file has 2,400 characters; this is how far around a mark its object may extend. */
const LONGEST = 16_384;

/**
 * The JSON object that has the given place directly in it, wherever it stands in a text. Null where there is none
 * that parses. Looks at no more than 16,384 characters to either side.
 */
export function jsonObjectAround(
  text: string,
  place: number,
): { readonly value: JsonObject; readonly start: number; readonly end: number } | null {
  const start = text.slice(Math.max(0, place - LONGEST), place).lastIndexOf('{');
  if (start === -1) return null;
  const from = Math.max(0, place - LONGEST) + start;
  const end = closingBrace(text, from, Math.min(text.length, from + LONGEST));
  if (end === null) return null;
  try {
    const value: unknown = JSON.parse(text.slice(from, end));
    return isJsonObject(value) ? { value, start: from, end } : null;
  } catch {
    return null;
  }
}

function closingBrace(text: string, from: number, limit: number): number | null {
  let depth = 0;
  let quoted = false;
  for (let i = from; i < limit; i++) {
    const character = text[i];
    if (quoted) {
      if (character === '\\') i++;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return i + 1;
  }
  return null;
}
