import { isJsonObject, type Json } from '../../schema/json.ts';
import { pointer as makePointer } from '../../schema/json-pointer.ts';
import type { EvidenceRef, ObservationId } from '../../schema/records.ts';

/** A place inside an observation: the value there and how to point at it. Every fact is read through one. */
export interface Cursor {
  readonly observation: ObservationId;
  readonly pointer: string;
  readonly value: Json | undefined;
}

export function cursor(observation: ObservationId, document: Json): Cursor {
  return { observation, pointer: '', value: document };
}

/** The named member, whose value is undefined where there is none. */
export function field(at: Cursor, name: string): Cursor {
  const value = isJsonObject(at.value) && Object.hasOwn(at.value, name) ? at.value[name] : undefined;
  return { observation: at.observation, pointer: at.pointer + makePointer(name), value };
}

/** The members of an array, each with its place; nothing where there is no array. */
export function* items(at: Cursor): Generator<Cursor> {
  if (!Array.isArray(at.value)) return;
  for (const [index, value] of (at.value as readonly Json[]).entries()) {
    yield { observation: at.observation, pointer: at.pointer + makePointer(index), value };
  }
}

/** The named member as text; null where it is absent or of another type. */
export function text(at: Cursor, name: string): string | null {
  const { value } = field(at, name);
  return typeof value === 'string' && value !== '' ? value : null;
}

export function flag(at: Cursor, name: string): boolean | null {
  const { value } = field(at, name);
  return typeof value === 'boolean' ? value : null;
}

export function refOf(at: Cursor): EvidenceRef {
  return { observation: at.observation, pointer: at.pointer };
}

/** `[{Key, Value}]` as a record; AWS spells it so in every service. KMS says TagKey and TagValue. */
export function tags(at: Cursor): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const tag of items(at)) {
    const key = text(tag, 'Key') ?? text(tag, 'TagKey');
    const value = field(tag, 'Value').value ?? field(tag, 'TagValue').value;
    if (key !== null && key !== '__proto__' && typeof value === 'string') found[key] = value;
  }
  return found;
}
