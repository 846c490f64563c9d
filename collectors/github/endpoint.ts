import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import type { RelationKind } from '../../schema/kinds/relation-kinds.ts';
import type { Known } from './known.ts';

/** What is declared of an operation for coverage and documents, however it is asked. */
export interface Declared {
  /** In GitHub's own spelling: `GET /orgs/{org}/repos`, or `graphql:` and what is asked for. */
  readonly operation: string;
  /** The permission of a fine-grained token that it needs, as GitHub names it. */
  readonly permission: string;
  /** What stays unseen without it, as the end of a sentence. */
  readonly without: string;
  /** Kinds of relation that cannot be known fully without its answers. */
  readonly hides: readonly RelationKind[];
}

/**
 * One read of GitHub's REST API as a record. Adding one is adding a record to the file of its group; everything around it
 * (pages, retries, conditional requests, resuming, redaction, recording) is not its business.
 */
export interface Endpoint extends Declared {
  readonly operation: `GET /${string}`;
  /** The member that holds the list where the answer is a page of one; empty where the body itself is the list. */
  readonly list?: string;
  /** Most items that GitHub puts into a page, where that is not 100. */
  readonly perPage?: number;
  /** Parameters of each call, by what is known so far. */
  readonly each: (known: Known) => readonly JsonObject[];
  /** Operations whose answers `each` goes by. */
  readonly after?: readonly string[];
  /** The little that later calls need of a page. */
  readonly keep?: (page: Json, parameters: JsonObject, known: Known) => void;
}

/** A list inside a page, empty where it is missing. */
export function itemsOf(page: Json, list: string | undefined): readonly Json[] {
  if (list === undefined) return [page];
  const items = list === '' ? page : isJsonObject(page) ? page[list] : undefined;
  return Array.isArray(items) ? items : [];
}

/** The objects of a list. */
export function objects(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isJsonObject) : [];
}

export function text(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

export function number(value: Json | undefined): number | null {
  return typeof value === 'number' ? value : null;
}
