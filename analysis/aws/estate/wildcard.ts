const cache = new Map<string, RegExp>();

/** A policy pattern (`*` any run of characters, `?` one) as an anchored expression. Patterns repeat, so kept. */
export function wildcard(pattern: string, ignoreCase = false): RegExp {
  const key = (ignoreCase ? 'i' : 's') + pattern;
  let compiled = cache.get(key);
  if (!compiled) {
    const source = pattern
      .replace(/[.+^$()|[\]{}\\]/g, '\\$&')
      .replace(/\*+/g, '[^]*')
      .replaceAll('?', '[^]');
    compiled = new RegExp(`^${source}$`, ignoreCase ? 'i' : '');
    if (cache.size > 50_000) cache.clear();
    cache.set(key, compiled);
  }
  return compiled;
}
