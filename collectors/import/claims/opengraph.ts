import { isJsonObject } from '../../../schema/json.ts';
import { openGraphOf, openGraphPages } from '../opengraph-pages.ts';
import { readJson, refused } from '../read-json.ts';
import type { ReadClaimFile } from './form.ts';
import { mayBeKept } from './free-text.ts';

/** BloodHound's OpenGraph form, of any program (bloodhound.specterops.io/opengraph/schema). */
export const readOpenGraph: ReadClaimFile = async ({ path, name, signal }) => {
  const { value } = await readJson(path, { name, signal });
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
