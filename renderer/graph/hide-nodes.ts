import type { PathGraph } from './path-graph.ts';

/** The drawing without some entities and what joins them, numbered anew; the same object where none of them is in it. */
export function hideNodes(graph: PathGraph, hidden: ReadonlySet<string>): PathGraph {
  const kept = graph.nodes.flatMap((id, node) => (hidden.has(id) ? [] : [node]));
  if (kept.length === graph.nodes.length) return graph;
  const numbers = new Map(kept.map((node, number) => [node, number]));
  const renumbered = (nodes: ReadonlySet<number>) =>
    new Set([...nodes].flatMap((node) => numbers.get(node) ?? []));
  return {
    nodes: kept.map((node) => graph.nodes[node]!),
    edges: graph.edges.flatMap((edge) => {
      const [source, target] = [numbers.get(edge.source), numbers.get(edge.target)];
      return source === undefined || target === undefined ? [] : [{ ...edge, source, target }];
    }),
    footholds: renumbered(graph.footholds),
    ends: renumbered(graph.ends),
  };
}
