import { type Cursor, field, items, text } from '../../../observations/cursor.ts';
import type { Answer } from '../answers.ts';

export interface GraphNode {
  readonly id: string;
  readonly kind: string;
  /** The node's properties. */
  readonly at: Cursor;
}

export interface GraphEdge {
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  readonly at: Cursor;
}

/** A graph of BloodHound's OpenGraph form, over all the observations that it was cut into. */
export interface Graph {
  readonly nodes: ReadonlyMap<string, GraphNode>;
  of(kind: string): readonly GraphNode[];
  /** Edges of the kind that begin, or end, at a node. */
  from(id: string, kind: string): readonly GraphEdge[];
  to(id: string, kind: string): readonly GraphEdge[];
}

export function graphOf(answers: readonly Answer[]): Graph {
  const nodes = new Map<string, GraphNode>();
  const edges: GraphEdge[] = [];
  for (const { at } of answers) {
    for (const item of items(field(at, 'nodes'))) {
      const id = text(item, 'id');
      const [kind] = [...items(field(item, 'kinds'))];
      if (id !== null && typeof kind?.value === 'string')
        nodes.set(id, { id, kind: kind.value, at: field(item, 'properties') });
    }
    for (const item of items(field(at, 'edges'))) {
      const kind = text(item, 'kind');
      const from = text(field(item, 'start'), 'id');
      const to = text(field(item, 'end'), 'id');
      if (kind !== null && from !== null && to !== null) edges.push({ kind, from, to, at: item });
    }
  }
  const byKind = Map.groupBy(nodes.values(), ({ kind }) => kind);
  const starts = Map.groupBy(edges, ({ from, kind }) => `${kind}\n${from}`);
  const ends = Map.groupBy(edges, ({ to, kind }) => `${kind}\n${to}`);
  return {
    nodes,
    of: (kind) => byKind.get(kind) ?? [],
    from: (id, kind) => starts.get(`${kind}\n${id}`) ?? [],
    to: (id, kind) => ends.get(`${kind}\n${id}`) ?? [],
  };
}
