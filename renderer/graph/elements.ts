import type { ElementDefinition } from 'cytoscape';
import { laneSegments, stairSegments } from './lane-segments.ts';
import type { Layout, Point } from './layered-layout.ts';
import type { PathGraph } from './path-graph.ts';

/** The drawing as Cytoscape's elements: `n0`, `e0`, numbers and verbs; nothing from outside. */
export function elementsOf(graph: PathGraph, layout: Layout): ElementDefinition[] {
  const origin: Point = { x: 0, y: 0 };
  const place = (node: number) => layout.positions[node] ?? origin;
  return [
    ...graph.nodes.map((_, node) => ({
      group: 'nodes' as const,
      data: { id: `n${node}` },
      position: { ...place(node) },
    })),
    ...graph.edges.map((edge, index) => {
      const bends = layout.bends.get(index);
      const forward = place(edge.target).x > place(edge.source).x;
      const shape = layout.stairs ? 'stair' : forward ? (bends ? 'lane' : '') : 'back';
      const classes = [edge.verdict, shape, edge.observed ? 'observed' : ''].filter(Boolean).join(' ');
      const lane = layout.stairs
        ? stairSegments(place(edge.source), place(edge.target))
        : bends && forward
          ? laneSegments(place(edge.source), place(edge.target), bends)
          : {};
      return {
        group: 'edges' as const,
        data: {
          id: `e${index}`,
          source: `n${edge.source}`,
          target: `n${edge.target}`,
          label: edge.label,
          ...lane,
        },
        classes,
      };
    }),
  ];
}
