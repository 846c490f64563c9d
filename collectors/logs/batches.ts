import type { JsonObject } from '../../schema/json.ts';
import type { Span } from './tallied.ts';

/** Entries in documents of `size` each, under `member`: most active first, and nothing kept of what was given. */
export function* batches<T extends { readonly span: Span }>(
  member: string,
  size: number,
  entries: Map<string, T>,
  json: (entry: T) => JsonObject,
): Generator<JsonObject> {
  const rest = [...entries.values()].sort((a, b) => a.span.count - b.span.count);
  entries.clear();
  while (rest.length > 0) yield { [member]: rest.splice(-size).reverse().map(json) };
}
