import { isExact, isOpen, literalStart } from '../text-pattern.ts';

/**
 * Reads a subject of the form `key:value:key:value…` whose keys stand in a known order and whose values hold no colon. What
 * follows a wildcard is read only where the next key is written out; a field that cannot be read is left open.
 */
export function keyedFields(pattern: string, keys: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const parts = pattern.split(':');
  for (const [index, key] of keys.entries()) {
    const value = parts[index * 2 + 1];
    if (parts[index * 2] !== key || value === undefined) break;
    found.set(key, value);
  }
  return found;
}

/** How closely a field is pinned. */
export type Pinned = 'exact' | 'family' | 'open';

/** Exact without wildcards, a family with something of its own before them, open otherwise. */
export function pinned(value: string | undefined): Pinned {
  if (value === undefined || isOpen(value) || literalStart(value) === '')
    return value === '' ? 'exact' : 'open';
  return isExact(value) ? 'exact' : 'family';
}
