import { isJsonObject, type Json, type JsonObject } from '../../../schema/json.ts';
import { ELEMENTS_A_PAGE, MOST_ELEMENTS } from '../opengraph-pages.ts';
import { readJson } from '../read-json.ts';
import { refused } from '../refused.ts';
import type { ReadClaimFile } from './form.ts';
import { keptProperties } from './free-text.ts';
import { only } from './kept.ts';

/** Members of nodes and edges. */
const KEPT = new Set([
  'label',
  'kind',
  'kinds',
  'objectId',
  'isTierZero',
  'isOwnedObject',
  'lastSeen',
  'source',
  'target',
  'properties',
]);

/** What BloodHound's API answers under `/api/v2/graphs/…`: `{data: {nodes: {NUMBER: node}, edges: [edge]}}`. */
export const readBloodhound: ReadClaimFile = async ({ path, name, signal }) => {
  const { value } = await readJson(path, { name, signal });
  const where = isJsonObject(value) && isJsonObject(value.data) ? '/data' : '';
  const graph = where === '' ? value : (value as JsonObject).data;
  if (!isJsonObject(graph) || !isJsonObject(graph.nodes) || !Array.isArray(graph.edges))
    throw refused(
      name,
      `${where}/nodes and ${where}/edges: missing; an answer of BloodHound’s graph API has them`,
      { foreign: true },
    );
  const nodes = Object.entries(graph.nodes);
  const edges = graph.edges as readonly Json[];
  if (nodes.length + edges.length > MOST_ELEMENTS)
    throw refused(name, `the graph has more than ${MOST_ELEMENTS} nodes and edges`);
  for (const [key, node] of nodes)
    if (!isJsonObject(node) || typeof node.kind !== 'string' || key.length > 1_000)
      throw refused(
        name,
        `${where}/nodes/${key.slice(0, 100)}: a node without kind, or with a key that is none`,
      );
  const bad = edges.findIndex(
    (edge) => !isJsonObject(edge) || typeof edge.source !== 'string' || typeof edge.target !== 'string',
  );
  if (bad >= 0) throw refused(name, `${where}/edges/${bad}: an edge without source or target`);
  return {
    operation: 'read bloodhound graph',
    pages: pagesOf(nodes as [string, JsonObject][], edges as readonly JsonObject[]),
    items: () => nodes.length + edges.length,
    unused: () => [],
  };
};

function* pagesOf(
  nodes: readonly [string, JsonObject][],
  edges: readonly JsonObject[],
): Generator<JsonObject> {
  const plain = (item: JsonObject): JsonObject => {
    const { properties, ...rest } = only(item, KEPT);
    return properties === undefined ? rest : { ...rest, properties: keptProperties(properties) };
  };
  for (let from = 0; from < nodes.length; from += ELEMENTS_A_PAGE)
    yield {
      nodes: Object.fromEntries(
        nodes.slice(from, from + ELEMENTS_A_PAGE).map(([key, node]) => [key, plain(node)]),
      ),
    };
  for (let from = 0; from < edges.length; from += ELEMENTS_A_PAGE)
    yield { edges: edges.slice(from, from + ELEMENTS_A_PAGE).map(plain) };
}
