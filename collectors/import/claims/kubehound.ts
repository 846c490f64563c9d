import { isJsonObject, type Json, type JsonObject } from '../../../schema/json.ts';
import { jsonItems } from '../json-items.ts';
import { ELEMENTS_A_PAGE, MOST_ELEMENTS } from '../opengraph-pages.ts';
import { refused } from '../refused.ts';
import type { ReadClaimFile } from './form.ts';
import { CLUSTER_PROPERTIES, only } from './kept.ts';

/**
 * KubeHound's graph as its database writes it, in GraphSON (Apache TinkerPop, "IO Reference"): a vertex a line with its
 * edges (`writeGraph`), answers of queries, or one object with `vertices` and `edges`; with types or without.
 */
export const readKubehound: ReadClaimFile = async ({ path, name, signal }) => {
  const state = { items: 0 };
  async function* pages(): AsyncGenerator<JsonObject> {
    let page: JsonObject[] = [];
    const clusters = new Set<string>();
    for await (const { value, line } of jsonItems(path, name, signal)) {
      const found = elementsIn(value);
      if (found === null)
        throw refused(name, `line ${line}: is no vertex and no edge of a graph in GraphSON`, {
          foreign: true,
        });
      for (const element of found) {
        noteCluster(element, clusters);
        if (clusters.size > 1)
          throw refused(
            name,
            `line ${line}: vertices of several clusters (${[...clusters].join(', ')}); export one at a time`,
          );
        if (++state.items > MOST_ELEMENTS)
          throw refused(name, `line ${line}: more than ${MOST_ELEMENTS} vertices and edges`);
        page.push(element);
        if (page.length < ELEMENTS_A_PAGE) continue;
        yield { elements: page };
        page = [];
      }
    }
    if (page.length > 0) yield { elements: page };
  }
  return { operation: 'read kubehound graph', pages: pages(), items: () => state.items, unused: () => [] };
};

/** The elements that a value of the file is, each without properties that are not kept; null where it is none. */
function elementsIn(value: Json): readonly JsonObject[] | null {
  if (!isJsonObject(value)) return null;
  if (Array.isArray(value.vertices)) {
    const all = [...value.vertices, ...(Array.isArray(value.edges) ? value.edges : [])].map(elementOf);
    return all.every((each) => each !== null) ? all : null;
  }
  const element = elementOf(value);
  return element === null ? null : [element];
}

function elementOf(value: Json | undefined): JsonObject | null {
  if (!isJsonObject(value)) return null;
  const typed = value['@type'];
  const plain = typed === 'g:Vertex' || typed === 'g:Edge' ? value['@value'] : value;
  if (!isJsonObject(plain) || typeof plain.label !== 'string' || plain.id === undefined) return null;
  if (isJsonObject(plain.outE) && Object.keys(plain.outE).some((kind) => kind.length > 1_000)) return null;
  const { id, label } = plain;
  if (plain.inV !== undefined && plain.outV !== undefined)
    return { id, label, inV: plain.inV, outV: plain.outV };
  const properties = only(plain.properties, CLUSTER_PROPERTIES);
  const outE = isJsonObject(plain.outE)
    ? Object.fromEntries(
        Object.entries(plain.outE).map(([kind, edges]) => [
          kind,
          (Array.isArray(edges) ? edges : []).map((edge) => only(edge, new Set(['inV']))),
        ]),
      )
    : {};
  return { id, label, properties, ...(Object.keys(outE).length > 0 ? { outE } : {}) };
}

function noteCluster(element: JsonObject, clusters: Set<string>): void {
  const property = isJsonObject(element.properties) ? element.properties.cluster : undefined;
  const first = Array.isArray(property) ? property[0] : property;
  const name = isJsonObject(first) ? first.value : first;
  if (typeof name === 'string' && name !== '') clusters.add(name.slice(0, 100));
}
