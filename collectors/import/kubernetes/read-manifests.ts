import { isJsonObject, type Json } from '../../../schema/json.ts';
import { parsePiece } from '../json-items.ts';
import { readPieces } from '../read-json.ts';
import { refused } from '../refused.ts';
import { jsonPieces } from './json-values.ts';
import { type FoundObject, type ListHead, listHead, objectsOf } from './objects-of.ts';
import { yamlDocuments } from './yaml-documents.ts';

/** An object of a file, with where it stands. */
export type PlacedObject = FoundObject & {
  /** `document 3, line 40` or `line 40`. */
  readonly place: string;
  /** Characters it took in the file, about. */
  readonly size: number;
};

/**
 * The objects of a file, one at a time: YAML with any number of documents, JSON with any number of values, lists taken
 * apart. Which it is, the content tells.
 * @throws TrustpathError `input-unreadable` or `input-refused`: `FILE: place: reason`
 */
export async function* readManifests(
  path: string,
  name: string,
  signal: AbortSignal | undefined,
  given: ListHead | null = null,
): AsyncGenerator<PlacedObject> {
  const pieces = readPieces(path, name, signal);
  const first = await firstText(pieces);
  if (first === null) throw refused(name, 'the file is empty', { foreign: true });
  const chunks = (async function* () {
    yield first;
    yield* pieces;
  })();
  if (looksLikeJson(first)) yield* fromJson(chunks, path, name, signal, given);
  else yield* fromYaml(chunks, name);
}

/** A template of a chart begins with two brackets, and is neither. */
function looksLikeJson(text: string): boolean {
  return /^\s*(?:\{\s*["}]|\[\s*[{\]])/.test(text);
}

/** The first piece with something to see in it. */
async function firstText(pieces: AsyncGenerator<string>): Promise<string | null> {
  let text = '';
  for (let next = await pieces.next(); !next.done; next = await pieces.next()) {
    text += next.value;
    if (text.trim().length > 64 || text.length > 1_000_000) return text;
  }
  return text.trim() === '' ? null : text;
}

async function* fromYaml(chunks: AsyncIterable<string>, name: string): AsyncGenerator<PlacedObject> {
  for await (const { value, number, line } of yamlDocuments(chunks, name)) {
    const place = `document ${number}, line ${line}`;
    for (const found of objectsOf(value)) yield { ...found, place, size: 0 };
  }
}

async function* fromJson(
  chunks: AsyncIterable<string>,
  path: string,
  name: string,
  signal: AbortSignal | undefined,
  given: ListHead | null,
): AsyncGenerator<PlacedObject> {
  let head: ListHead | null = null;
  let headOf: string | null = null;
  for await (const piece of jsonPieces(chunks, name)) {
    const value = parsePiece(piece, name);
    if (
      piece.of === 'item' &&
      isJsonObject(value) &&
      (value.kind === undefined || value.apiVersion === undefined)
    ) {
      if (headOf !== piece.before) {
        headOf = piece.before;
        head = headBefore(piece.before) ?? (await headAfter(path, name, signal)) ?? given;
      }
    } else if (piece.of === 'rest' && (Array.isArray(value) || isEmptyList(value))) continue;
    for (const found of objectsOf(value, piece.of === 'item' ? head : null))
      yield { ...found, place: `line ${piece.line}`, size: piece.text.length };
  }
}

function isEmptyList(value: Json): boolean {
  return isJsonObject(value) && Array.isArray(value.items) && value.items.length === 0;
}

/** The API server writes what a list is of before its items. */
function headBefore(before: string): ListHead | null {
  try {
    const value = JSON.parse(`${before}]}`) as Json;
    return isJsonObject(value) ? listHead(value) : null;
  } catch {
    return null;
  }
}

/** A tool that sorts members writes it behind them: then the file is looked through once more. */
async function headAfter(
  path: string,
  name: string,
  signal: AbortSignal | undefined,
): Promise<ListHead | null> {
  for await (const piece of jsonPieces(readPieces(path, name, signal), name)) {
    if (piece.of !== 'rest') continue;
    const value = parsePiece(piece, name);
    return isJsonObject(value) ? listHead(value) : null;
  }
  return null;
}
