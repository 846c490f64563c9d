import type { Json } from '../../schema/json.ts';
import { nestingBeyond } from '../json-text.ts';
import { syntaxFault } from './json-syntax.ts';
import { type JsonPiece, jsonPieces } from './kubernetes/json-values.ts';
import { MAX_DEPTH, readPieces, refused } from './read-json.ts';

export interface JsonItem {
  readonly value: Json;
  /** From 1. */
  readonly line: number;
}

/**
 * The values of a file one by one, so that it is never held whole: lines of JSON, values that follow each other, or the
 * members of a list.
 * @throws TrustpathError `input-unreadable` or `input-refused`: `FILE: place: reason`
 */
export async function* jsonItems(
  path: string,
  name: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<JsonItem> {
  for await (const piece of jsonPieces(readPieces(path, name, signal), name)) {
    const value = parsePiece(piece, name);
    // What is left of a list without its members.
    if (piece.of === 'rest' && Array.isArray(value)) continue;
    yield { value, line: piece.line };
  }
}

/** @throws TrustpathError `input-refused` where it is nested too deep or no JSON */
export function parsePiece(piece: JsonPiece, name: string): Json {
  const deep = nestingBeyond(piece.text, MAX_DEPTH);
  if (deep !== null)
    throw refused(
      name,
      `line ${piece.line + linesBefore(piece.text, deep)}: nested more than ${MAX_DEPTH} deep`,
    );
  try {
    return JSON.parse(piece.text) as Json;
  } catch {
    // The parser's own message may quote the text, which may hold a secret.
    const fault = syntaxFault(piece.text);
    throw refused(
      name,
      `line ${piece.line + linesBefore(piece.text, fault.offset)}: not JSON: ${fault.reason}`,
    );
  }
}

function linesBefore(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length - 1;
}
