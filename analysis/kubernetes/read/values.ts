import { isJsonObject, type Json, type JsonObject } from '../../../schema/json.ts';

/** Members of a manifest by type; what is absent or of another type is null, or empty. */
export function textAt(value: JsonObject, name: string): string | null {
  const found = memberOf(value, name);
  return typeof found === 'string' && found !== '' ? found : null;
}

export function flagAt(value: JsonObject, name: string): boolean | null {
  const found = memberOf(value, name);
  return typeof found === 'boolean' ? found : null;
}

export function numberAt(value: JsonObject, name: string): number | null {
  const found = memberOf(value, name);
  return typeof found === 'number' ? found : null;
}

const NOTHING: JsonObject = {};

export function objectAt(value: JsonObject, ...names: readonly string[]): JsonObject {
  let found = value;
  for (const name of names) {
    const next = memberOf(found, name);
    if (!isJsonObject(next)) return NOTHING;
    found = next;
  }
  return found;
}

const NONE: readonly never[] = [];

export function listAt(value: JsonObject, name: string): readonly Json[] {
  const found = memberOf(value, name);
  return Array.isArray(found) ? (found as readonly Json[]) : NONE;
}

/** The objects of a list, each with its index in it. */
export function* objectsAt(value: JsonObject, name: string): Generator<readonly [number, JsonObject]> {
  for (const [index, each] of listAt(value, name).entries()) if (isJsonObject(each)) yield [index, each];
}

export function textsAt(value: JsonObject, name: string): readonly string[] {
  const found = listAt(value, name);
  return found.length === 0 ? NONE : found.filter((each) => typeof each === 'string');
}

const EMPTY: Readonly<Record<string, string>> = {};

/** A map of text to text, as labels and annotations are; other values are left out. */
export function recordAt(value: JsonObject, name: string): Readonly<Record<string, string>> {
  const found = memberOf(value, name);
  if (!isJsonObject(found)) return EMPTY;
  const entries = Object.entries(found).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[0] !== '__proto__',
  );
  return entries.length === 0 ? EMPTY : Object.fromEntries(entries);
}

function memberOf(value: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}
