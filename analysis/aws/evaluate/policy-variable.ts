import type { GlobPart } from './glob.ts';

/**
 * Text with policy variables, prepared (IAM User Guide, "IAM policy elements: Variables and tags"). Only policies of
 * Version 2012-10-17 expand them; elsewhere `${…}` is plain text.
 */
export interface Template {
  readonly text: string;
  readonly parts: readonly (GlobPart | { readonly key: string; readonly fallback: string | null })[];
}

/** What a key of the request gives a variable: its one value, nothing (absent, or several values), or not known. */
export type VariableLookup = (key: string) => string | 'absent' | { readonly unknown: string };

export type Resolved =
  | { readonly parts: readonly GlobPart[] }
  /** The variable has no value: an attempt to match it fails. */
  | 'missing'
  /** The value cannot be known; `parts` has a wildcard in its place, so that what cannot match at all is seen. */
  | { readonly unknown: readonly string[]; readonly parts: readonly GlobPart[] };

const VARIABLE = /\$\{(\*|\?|\$|[^}$]*)\}/g;
const WITH_DEFAULT = /^([^,]+),\s*'([^']*)'$/;

/** Splits text into literal parts and variables; null when it holds none, so that callers keep the fast path. */
export function readTemplate(text: string): Template | null {
  if (!text.includes('${')) return null;
  const parts: Template['parts'][number][] = [];
  let from = 0;
  for (const found of text.matchAll(VARIABLE)) {
    if (found.index > from) parts.push({ text: text.slice(from, found.index), literal: false });
    const inside = found[1]!.trim();
    const withDefault = WITH_DEFAULT.exec(inside);
    if (inside === '*' || inside === '?' || inside === '$') parts.push({ text: inside, literal: true });
    else if (withDefault !== null)
      parts.push({ key: withDefault[1]!.trim().toLowerCase(), fallback: withDefault[2]! });
    else parts.push({ key: inside.toLowerCase(), fallback: null });
    from = found.index + found[0].length;
  }
  if (from === 0) return null;
  if (from < text.length) parts.push({ text: text.slice(from), literal: false });
  return { text, parts };
}

/** The parts of a template that holds only `${*}`, `${?}` and `${$}`, which need no request; null where it needs one. */
export function fixedParts(template: Template): readonly GlobPart[] | null {
  const fixed: GlobPart[] = [];
  for (const part of template.parts) {
    if ('key' in part) return null;
    fixed.push(part);
  }
  return fixed;
}

/** Replaces the variables. A value is literal text: a `*` inside a tag's value is no wildcard. */
export function resolveTemplate(template: Template, lookup: VariableLookup): Resolved {
  const parts: GlobPart[] = [];
  const unknown: string[] = [];
  for (const part of template.parts) {
    if (!('key' in part)) {
      parts.push(part);
      continue;
    }
    const value = lookup(part.key);
    if (typeof value !== 'string') {
      unknown.push(value.unknown);
      parts.push({ text: '*', literal: false });
    } else if (value !== 'absent') parts.push({ text: value, literal: true });
    else if (part.fallback !== null) parts.push({ text: part.fallback, literal: true });
    else return 'missing';
  }
  return unknown.length === 0 ? { parts } : { unknown, parts };
}
