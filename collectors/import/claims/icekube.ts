import { isJsonObject, type Json, type JsonObject } from '../../../schema/json.ts';
import { jsonItems } from '../json-items.ts';
import { ELEMENTS_A_PAGE, MOST_ELEMENTS } from '../opengraph-pages.ts';
import { refused } from '../refused.ts';
import type { ReadClaimFile } from './form.ts';
import { CLUSTER_PROPERTIES, only } from './kept.ts';

/**
 * IceKube's graph as Neo4j exports it with `apoc.export.json.all` (neo4j.com/docs/apoc, "Export to JSON"): a node or a
 * relationship a line, a list of them, or one object with `nodes` and `rels`. IceKube keeps whole objects in the property
 * `raw`; they are left out.
 */
export const readIcekube: ReadClaimFile = async ({ path, name, signal }) => {
  const state = { items: 0 };
  async function* pages(): AsyncGenerator<JsonObject> {
    let page: JsonObject[] = [];
    for await (const { value, line } of jsonItems(path, name, signal)) {
      const found = elementsIn(value);
      if (found === null)
        throw refused(name, `line ${line}: is no node and no relationship of an export of Neo4j`, {
          foreign: true,
        });
      for (const element of found) {
        if (++state.items > MOST_ELEMENTS)
          throw refused(name, `line ${line}: more than ${MOST_ELEMENTS} nodes and relationships`);
        page.push(element);
        if (page.length < ELEMENTS_A_PAGE) continue;
        yield { elements: page };
        page = [];
      }
    }
    if (page.length > 0) yield { elements: page };
  }
  return { operation: 'read icekube graph', pages: pages(), items: () => state.items, unused: () => [] };
};

function elementsIn(value: Json): readonly JsonObject[] | null {
  if (!isJsonObject(value)) return null;
  const all =
    Array.isArray(value.nodes) && Array.isArray(value.rels)
      ? [...value.nodes, ...value.rels].map(elementOf)
      : [elementOf(value)];
  return all.every((each) => each !== null) ? all : null;
}

function elementOf(value: Json | undefined): JsonObject | null {
  if (!isJsonObject(value) || value.id === undefined) return null;
  const { id, type } = value;
  const properties = only(value.properties, CLUSTER_PROPERTIES);
  if (type === 'node' && Array.isArray(value.labels)) return { type, id, labels: value.labels, properties };
  if (type !== 'relationship' || typeof value.label !== 'string') return null;
  const start = endOf(value.start);
  const end = endOf(value.end);
  return start === null || end === null ? null : { type, id, label: value.label, properties, start, end };
}

function endOf(end: Json | undefined): JsonObject | null {
  return isJsonObject(end) && end.id !== undefined ? { id: end.id } : null;
}
