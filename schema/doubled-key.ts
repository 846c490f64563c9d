import { type Document, isScalar, visit, type YAMLMap } from 'yaml';

/**
 * The offset of the first key that its map has already; null where there is none. For documents parsed with
 * `uniqueKeys: false`: the parser's own search looks through the whole map for each key, which did not end in 100
 * seconds where one had 300,000.
 */
export function doubledKey(document: Document.Parsed): number | null {
  let found: number | null = null;
  visit(document, {
    Map(_, map: YAMLMap) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) {
          found = key.range?.[0] ?? 0;
          return visit.BREAK;
        }
        seen.add(key.value);
      }
      return undefined;
    },
  });
  return found;
}
