import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import { only } from './claims/kept.ts';

/** A file of BloodHound's OpenGraph form. */
export interface OpenGraphFile {
  readonly metadata: Json;
  readonly nodes: readonly JsonObject[];
  readonly edges: readonly JsonObject[];
}

/** What is kept of a node or an edge, of its ends and of what the file says of itself; the form has no others. */
const MEMBERS = new Set(['id', 'kind', 'kinds', 'properties', 'start', 'end', 'traversable']);
const MEMBERS_OF_END = new Set(['match_by', 'kind']);
const MEMBERS_OF_METADATA = new Set([
  'source_kind',
  'ingest_version',
  'collector',
  'version',
  'collected_at',
  'type',
]);

/** Nodes or edges in one observation. */
export const ELEMENTS_A_PAGE = 1_000;
export const MOST_ELEMENTS = 2_000_000;

/**
 * The graph of a document of that form (`graph.nodes`, `graph.edges`); null where it is none, a reason where it is one
 * that cannot be used.
 */
export function openGraphOf(value: Json): OpenGraphFile | { readonly reason: string } | null {
  if (!isJsonObject(value) || !isJsonObject(value.graph) || !Array.isArray(value.graph.nodes)) return null;
  const nodes = value.graph.nodes as readonly Json[];
  const edges = Array.isArray(value.graph.edges) ? (value.graph.edges as readonly Json[]) : [];
  if (nodes.length + edges.length > MOST_ELEMENTS)
    return { reason: `the graph has more than ${MOST_ELEMENTS} nodes and edges` };
  const bad = nodes.findIndex(
    (node) => !isJsonObject(node) || typeof node.id !== 'string' || !Array.isArray(node.kinds),
  );
  if (bad >= 0) return { reason: `/graph/nodes/${bad}: a node without id or kinds` };
  const badEdge = edges.findIndex((edge) => !isEdge(edge));
  if (badEdge >= 0) return { reason: `/graph/edges/${badEdge}: an edge without kind, start or end` };
  return {
    metadata: value.metadata ?? null,
    nodes: nodes as readonly JsonObject[],
    edges: edges as readonly JsonObject[],
  };
}

/** The observations that a graph becomes: nodes first, then edges, so many at a time. */
export function* openGraphPages(
  graph: OpenGraphFile,
  keep: (name: string, of: JsonObject) => boolean,
): Generator<JsonObject> {
  const { nodes, edges } = graph;
  const metadata = only(graph.metadata, MEMBERS_OF_METADATA);
  const plain = (item: JsonObject) => withProperties(only(item, MEMBERS), (name) => keep(name, item));
  for (let from = 0; from < nodes.length; from += ELEMENTS_A_PAGE)
    yield { metadata, nodes: nodes.slice(from, from + ELEMENTS_A_PAGE).map(plain) };
  for (let from = 0; from < edges.length; from += ELEMENTS_A_PAGE)
    yield {
      metadata,
      edges: edges
        .slice(from, from + ELEMENTS_A_PAGE)
        .map((edge) => ({ ...plain(edge), start: endOf(edge.start), end: endOf(edge.end) })),
    };
}

/** Ends are called by what they are, ids: a member named `value` is free text to redaction, and some ids look random. */
function endOf(end: Json | undefined): Json {
  if (!isJsonObject(end)) return null;
  return { ...only(end, MEMBERS_OF_END), id: end.value };
}

function withProperties(item: JsonObject, keep: (name: string) => boolean): JsonObject {
  if (!isJsonObject(item.properties)) return item;
  const properties = Object.fromEntries(Object.entries(item.properties).filter(([name]) => keep(name)));
  return { ...item, properties };
}

function isEdge(edge: Json): boolean {
  return isJsonObject(edge) && typeof edge.kind === 'string' && isEnd(edge.start) && isEnd(edge.end);
}

function isEnd(end: Json | undefined): boolean {
  return isJsonObject(end) && typeof end.value === 'string';
}
