import { isJsonObject, type Json, type JsonObject } from '../../../schema/json.ts';

/** What the place of a file may help with: parameters that its content does not repeat. */
export interface FileHint {
  /** The decoded file name without its ending, where it is no name of an operation; else null. */
  readonly name: string | null;
  /** The account that the same folder is known to be of. */
  readonly account: string | null;
  /** What a job was started for, by its id. */
  readonly jobs: ReadonlyMap<string, string>;
}

/** Tells one AWS answer by its content. */
export interface FileShape {
  readonly operation: string;
  readonly matches: (document: JsonObject, hint: FileHint) => boolean;
  /** The parameters of the call that gave the answer; null where they cannot be told. */
  readonly parameters?: (document: JsonObject, hint: FileHint) => JsonObject | null;
  /** What cannot be told where `parameters` is null. */
  readonly lacking?: string;
  /** The first thing that is wrong with an answer of this kind: a JSON pointer and a reason. */
  readonly fault?: (document: JsonObject) => { readonly pointer: string; readonly reason: string } | null;
  /** What an answer that is whole would hold besides; null where it lacks nothing. */
  readonly lacks?: (document: JsonObject) => string | null;
  /** The account that the answer is of, where it says so. */
  readonly account?: (document: JsonObject) => string | null;
  /** The answer as the live collector would have recorded it. */
  readonly normalise?: (document: JsonObject) => JsonObject;
}

/** True where the document has all the members named. */
export function has(...names: readonly string[]): (document: JsonObject) => boolean {
  return (document) => names.every((name) => Object.hasOwn(document, name));
}

export function textOf(value: Json | undefined, name: string): string | null {
  const member = isJsonObject(value) ? value[name] : undefined;
  return typeof member === 'string' && member !== '' ? member : null;
}

/** A parameter as a record, or null where it is not known. */
export function named(name: string, value: string | null): JsonObject | null {
  return value === null ? null : { [name]: value };
}

/** The first element of a list member. */
export function firstOf(document: JsonObject, name: string): Json | undefined {
  const value = document[name];
  return Array.isArray(value) ? value[0] : undefined;
}

/** Every string inside a value, for telling answers apart that have the same members. */
export function* strings(value: Json | undefined): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) for (const item of value) yield* strings(item);
  else if (isJsonObject(value)) for (const member of Object.values(value)) yield* strings(member);
}
