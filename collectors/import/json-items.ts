import type { Json } from '../../schema/json.ts';
import { type JsonPiece, jsonPieces } from './kubernetes/json-values.ts';
import { parseJson } from './parse-json.ts';
import { readPieces } from './read-json.ts';

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

/** @throws TrustpathError `input-refused` where it goes beyond its bounds or is no JSON */
export function parsePiece(piece: JsonPiece, name: string): Json {
  return parseJson(piece.text, name, (offset) => `line ${piece.line + linesBefore(piece.text, offset)}`);
}

function linesBefore(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length - 1;
}
