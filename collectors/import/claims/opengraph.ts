import { isJsonObject, type Json, type JsonObject } from '../../../schema/json.ts';
import { openGraphOf, openGraphPages } from '../opengraph-pages.ts';
import { readJson } from '../read-json.ts';
import { refused } from '../refused.ts';
import type { ReadClaimFile } from './form.ts';
import { mayBeKept } from './free-text.ts';

/** BloodHound's OpenGraph form, of any program (bloodhound.specterops.io/opengraph/schema). */
export const readOpenGraph: ReadClaimFile = async ({ path, name, signal }) => {
  const { value } = await readJson(path, { name, signal });
  const kinds = extensionOf(value);
  if (kinds !== null)
    return {
      operation: 'read opengraph extension',
      pages: [{ relationship_kinds: kinds }],
      items: () => kinds.length,
      unused: () => [],
    };
  const graph = openGraphOf(value);
  if (graph === null)
    throw refused(name, '/graph/nodes: missing; a file of the OpenGraph form has its nodes there', {
      foreign: true,
    });
  if ('reason' in graph) throw refused(name, graph.reason);
  return {
    operation: 'read opengraph',
    pages: openGraphPages(graph, (property, of) =>
      mayBeKept(property, isJsonObject(of.properties) ? of.properties[property] : undefined),
    ),
    items: () => graph.nodes.length + graph.edges.length,
    unused: () => [],
  };
};

/** The relationship kinds of an extension's schema, which says of each whether it gives power; null for other files. */
function extensionOf(value: Json): readonly JsonObject[] | null {
  if (!isJsonObject(value) || !Array.isArray(value.relationship_kinds)) return null;
  return value.relationship_kinds.flatMap((each) =>
    isJsonObject(each) && typeof each.name === 'string' && typeof each.is_traversable === 'boolean'
      ? [{ name: each.name, is_traversable: each.is_traversable }]
      : [],
  );
}
