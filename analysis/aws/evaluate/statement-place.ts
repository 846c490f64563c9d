import type { Json } from '../../../schema/json.ts';
import type { PolicySource, PolicyType } from './types.ts';

/** Where a problem goes: strict compilation throws, lenient compilation notes it and goes on. */
export type Report = (pointer: string, reason: string) => void;

/** What a statement is compiled within. */
export interface StatementPlace {
  readonly source: PolicySource;
  readonly type: PolicyType | undefined;
  readonly report: Report;
  /** True where the policy's version expands policy variables. */
  readonly variables: boolean;
  /** A problem of the document as a whole, which every statement shares. */
  readonly problem: string | null;
}

/** A string or a list of strings; null, and reported, for anything else. An empty list is allowed: it matches nothing. */
export function stringList(json: Json | undefined, path: string, report: Report): readonly string[] | null {
  if (typeof json === 'string') return [json];
  if (Array.isArray(json) && json.every((item) => typeof item === 'string')) return json;
  if (json !== undefined) report(path, 'expected text or a list of texts');
  return null;
}
