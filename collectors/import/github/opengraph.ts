import { isJsonObject, type Json, type JsonObject } from '../../../schema/json.ts';

/** What a file of BloodHound's OpenGraph form holds, or null where it is none of a GitHub organization. */
export interface OpenGraph {
  readonly login: string;
  readonly metadata: Json;
  readonly nodes: readonly JsonObject[];
  readonly edges: readonly JsonObject[];
}

/** Nodes or edges in one observation. */
const PAGE = 1_000;
const MOST = 2_000_000;

/**
 * Recognises a graph by its content: `graph.nodes` with an organization of GitHub among them.
 * Answers a reason where it is such a graph but cannot be used.
 */
export function recogniseOpenGraph(value: Json): OpenGraph | { readonly reason: string } | null {
  if (!isJsonObject(value) || !isJsonObject(value.graph) || !Array.isArray(value.graph.nodes)) return null;
  const nodes = value.graph.nodes as readonly Json[];
  const edges = Array.isArray(value.graph.edges) ? (value.graph.edges as readonly Json[]) : [];
  const kinds = nodes.some((node) => isJsonObject(node) && Array.isArray(node.kinds) && hasGithubKind(node));
  if (!kinds) return null;
  if (nodes.length + edges.length > MOST)
    return { reason: `the graph has more than ${MOST} nodes and edges` };
  const bad = nodes.findIndex(
    (node) => !isJsonObject(node) || typeof node.id !== 'string' || !Array.isArray(node.kinds),
  );
  if (bad >= 0) return { reason: `/graph/nodes/${bad}: a node without id or kinds` };
  const badEdge = edges.findIndex((edge) => !isEdge(edge));
  if (badEdge >= 0) return { reason: `/graph/edges/${badEdge}: an edge without kind, start or end` };
  const organizations = (nodes as readonly JsonObject[]).filter(
    (node) => kindsOf(node)[0] === 'GH_Organization',
  );
  const [first] = organizations;
  if (first === undefined) return { reason: 'the graph has no GH_Organization' };
  if (organizations.length > 1)
    return { reason: `the graph has ${organizations.length} organizations; one a file is read` };
  const properties = isJsonObject(first.properties) ? first.properties : {};
  const login = properties.login ?? properties.name;
  if (typeof login !== 'string' || !/^[\w.-]{1,100}$/.test(login))
    return { reason: 'the organization of the graph has no login' };
  return {
    login,
    metadata: value.metadata ?? null,
    nodes: nodes as readonly JsonObject[],
    edges: edges as readonly JsonObject[],
  };
}

/** The observations that a graph becomes: nodes first, then edges, so many at a time. */
export function* openGraphPages(graph: OpenGraph): Generator<JsonObject> {
  for (let from = 0; from < graph.nodes.length; from += PAGE)
    yield { metadata: graph.metadata, nodes: graph.nodes.slice(from, from + PAGE).map(plainNode) };
  for (let from = 0; from < graph.edges.length; from += PAGE)
    yield { metadata: graph.metadata, edges: graph.edges.slice(from, from + PAGE).map(plainEdge) };
}

/** Ready-made queries are of no use here, and the values of variables may be secret. */
function plainNode(node: JsonObject): JsonObject {
  const variable = kindsOf(node).includes('GH_Variable');
  return withProperties(node, (name) => !name.startsWith('query_') && !(variable && name === 'value'));
}

/** Ends are called by what they are, ids: a member named `value` is free text to redaction, and some ids look random. */
function plainEdge(edge: JsonObject): JsonObject {
  const plain = withProperties(edge, (name) => !name.startsWith('query_'));
  return { ...plain, start: endOf(edge.start), end: endOf(edge.end) };
}

function endOf(end: Json | undefined): Json {
  if (!isJsonObject(end)) return null;
  const { value, ...rest } = end;
  return { ...rest, id: value };
}

function withProperties(item: JsonObject, keep: (name: string) => boolean): JsonObject {
  if (!isJsonObject(item.properties)) return item;
  const properties = Object.fromEntries(Object.entries(item.properties).filter(([name]) => keep(name)));
  return { ...item, properties };
}

function kindsOf(node: JsonObject): readonly Json[] {
  return Array.isArray(node.kinds) ? node.kinds : [];
}

function hasGithubKind(node: JsonObject): boolean {
  return kindsOf(node).some((kind) => typeof kind === 'string' && kind.startsWith('GH_'));
}

function isEdge(edge: Json): boolean {
  return isJsonObject(edge) && typeof edge.kind === 'string' && isEnd(edge.start) && isEnd(edge.end);
}

function isEnd(end: Json | undefined): boolean {
  return isJsonObject(end) && typeof end.value === 'string';
}
