import { compileGlob, globMatches } from '../evaluate/glob.ts';

/** Tells whether a text fits a pattern. */
export interface Wildcard {
  test(text: string): boolean;
}

const cache = new Map<string, Wildcard>();
/** Expressions try again from each wildcard, and none takes a pattern of any length: beyond this a glob is matched. */
const FEW_STARS = 2;
const SHORT = 1_000;

/** A policy pattern (`*` any run of characters, `?` one), for whole texts. Patterns repeat, so kept. */
export function wildcard(pattern: string, ignoreCase = false): Wildcard {
  const key = (ignoreCase ? 'i' : 's') + pattern;
  let compiled = cache.get(key);
  if (!compiled) {
    compiled = compile(pattern, ignoreCase);
    if (cache.size > 50_000) cache.clear();
    cache.set(key, compiled);
  }
  return compiled;
}

function compile(pattern: string, ignoreCase: boolean): Wildcard {
  const stars = pattern.match(/\*+/g)?.length ?? 0;
  if (stars > FEW_STARS || pattern.length > SHORT) {
    const glob = compileGlob(ignoreCase ? pattern.toLowerCase() : pattern);
    return { test: (text) => globMatches(glob, ignoreCase ? text.toLowerCase() : text) };
  }
  const source = pattern
    .replace(/[.+^$()|[\]{}\\]/g, '\\$&')
    .replace(/\*+/g, '[^]*')
    .replaceAll('?', '[^]');
  return new RegExp(`^${source}$`, ignoreCase ? 'i' : '');
}
