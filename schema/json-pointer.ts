import { isJsonObject, type Json } from './json.ts';

/** Builds a JSON pointer (RFC 6901) from its reference tokens. */
export function pointer(...tokens: readonly (string | number)[]): string {
  let path = '';
  for (const token of tokens) path += `/${typeof token === 'number' ? token : escaped(token)}`;
  return path;
}

/** Hardly any name holds either character, and every fact has a pointer of several names. */
function escaped(token: string): string {
  if (!token.includes('~') && !token.includes('/')) return token;
  return token.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The value a JSON pointer (RFC 6901) names inside `document`, or undefined where it names nothing. */
export function resolvePointer(document: Json, path: string): Json | undefined {
  if (path === '') return document;
  if (!path.startsWith('/')) return undefined;
  let value: Json | undefined = document;
  for (const token of path.slice(1).split('/')) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(value)) value = /^(0|[1-9]\d*)$/.test(key) ? value[Number(key)] : undefined;
    else if (isJsonObject(value)) value = Object.hasOwn(value, key) ? value[key] : undefined;
    else return undefined;
    if (value === undefined) return undefined;
  }
  return value;
}
