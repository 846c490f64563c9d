import { ENTITY_KIND_NAMES, type EntityKind } from '../../schema/kinds/entity-kinds.ts';
import { kindOf } from '../entity/kind.ts';

/** What is searched for: a fragment of a name or id, and the kinds it may be of (null: all; empty: no kind is called that). */
export interface SearchWords {
  readonly match: string;
  readonly kinds: readonly EntityKind[] | null;
}

/** Kinds asked for at once. */
const MOST_KINDS = 12;

/**
 * Reads `kind:role payments`: words that begin with `kind:` say what to look among, by a part of the kind's name or
 * label (`kind:"access key"`), and all else is looked for in names and ids. Several such words add up.
 */
export function searchWords(text: string): SearchWords {
  const wanted: string[] = [];
  const match = text
    .replace(/(^|\s)kind:(?:"([^"]*)"?|(\S*))/gi, (_, before: string, quoted?: string, plain?: string) => {
      wanted.push((quoted ?? plain ?? '').trim().toLowerCase());
      return before;
    })
    .replace(/\s+/g, ' ')
    .trim();
  const named = wanted.filter((part) => part !== '');
  if (named.length === 0) return { match, kinds: null };
  const kinds = ENTITY_KIND_NAMES.filter((kind) => named.some((part) => isCalled(kind, part)));
  return { match, kinds: kinds.slice(0, MOST_KINDS) };
}

function isCalled(kind: EntityKind, part: string): boolean {
  const { label, plural } = kindOf(kind);
  return [kind, label, plural].some((name) => name.toLowerCase().includes(part));
}
