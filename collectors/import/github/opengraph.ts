import { isJsonObject, type Json, type JsonObject } from '../../../schema/json.ts';
import { type OpenGraphFile, openGraphOf, openGraphPages } from '../opengraph-pages.ts';

/** What a file of BloodHound's OpenGraph form holds, or null where it is none of a GitHub organization. */
export interface GithubGraph extends OpenGraphFile {
  readonly login: string;
}

/**
 * Recognises a graph by its content: `graph.nodes` with an organization of GitHub among them.
 * Answers a reason where it is such a graph but cannot be used.
 */
export function recogniseOpenGraph(value: Json): GithubGraph | { readonly reason: string } | null {
  const graph = openGraphOf(value);
  if (graph === null || !hasGithubKind(value)) return null;
  if ('reason' in graph) return graph;
  const organizations = graph.nodes.filter((node) => kindsOf(node)[0] === 'GH_Organization');
  const [first] = organizations;
  if (first === undefined) return { reason: 'the graph has no GH_Organization' };
  if (organizations.length > 1)
    return { reason: `the graph has ${organizations.length} organizations; one a file is read` };
  const properties = isJsonObject(first.properties) ? first.properties : {};
  const login = properties.login ?? properties.name;
  if (typeof login !== 'string' || !/^[\w.-]{1,100}$/.test(login))
    return { reason: 'the organization of the graph has no login' };
  return { ...graph, login };
}

/** Ready-made queries are of no use here, and the values of variables may be secret. */
export function githubGraphPages(graph: GithubGraph): Generator<JsonObject> {
  return openGraphPages(
    graph,
    (name, of) => !name.startsWith('query_') && !(name === 'value' && kindsOf(of).includes('GH_Variable')),
  );
}

function kindsOf(node: JsonObject): readonly Json[] {
  return Array.isArray(node.kinds) ? node.kinds : [];
}

function hasGithubKind(value: Json): boolean {
  const nodes = isJsonObject(value) && isJsonObject(value.graph) ? value.graph.nodes : [];
  return (
    Array.isArray(nodes) &&
    nodes.some(
      (node) =>
        isJsonObject(node) &&
        kindsOf(node).some((kind) => typeof kind === 'string' && kind.startsWith('GH_')),
    )
  );
}
