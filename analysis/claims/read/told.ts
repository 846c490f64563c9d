import { isJsonObject, type Json } from '../../../schema/json.ts';
import type { Cursor } from '../../observations/cursor.ts';

const MOST = 24;
const LONGEST = 400;

/** The short plain values among properties, as many as people read. */
export function toldOf(properties: Cursor): Readonly<Record<string, Json>> {
  const { value } = properties;
  if (!isJsonObject(value)) return {};
  const told: Record<string, Json> = {};
  for (const [name, each] of Object.entries(value)) {
    if (Object.keys(told).length >= MOST) break;
    if (name === '__proto__' || name.length > 100 || each === undefined || each === null || each === '')
      continue;
    if (typeof each === 'object') continue;
    if (typeof each === 'string' && each.length > LONGEST) continue;
    told[name] = each;
  }
  return told;
}

/** The first of the named members that is text, without regard to case. */
export function textNamed(properties: Cursor, names: readonly string[]): string | null {
  const { value } = properties;
  if (!isJsonObject(value)) return null;
  for (const name of names)
    for (const [key, each] of Object.entries(value))
      if (key.toLowerCase() === name && typeof each === 'string' && each !== '') return each;
  return null;
}

/** The first of the named members that is true or false, without regard to case. */
export function flagNamed(properties: Cursor, names: readonly string[]): boolean | null {
  const { value } = properties;
  if (!isJsonObject(value)) return null;
  for (const [key, each] of Object.entries(value))
    if (names.includes(key.toLowerCase()) && typeof each === 'boolean') return each;
  return null;
}
