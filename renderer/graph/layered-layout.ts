import type { PathGraph } from './path-graph.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where each node's centre is, and the bends of edges that pass other columns, by the index of the edge. */
export interface Layout {
  readonly positions: readonly Point[];
  readonly bends: ReadonlyMap<number, readonly Point[]>;
  /** True where one path is laid out as stairs: edges leave below and enter on the left. */
  readonly stairs?: boolean;
}

export const CARD = { width: 224, height: 56 } as const;
const GAP = { column: 136, row: 28, lane: 28 } as const;
const SWEEPS = 6;

/**
 * The column of each node: the longest way to it from a start, ignoring edges that lead back.
 */
export function columnsOf(graph: PathGraph): readonly number[] {
  const count = graph.nodes.length;
  const outgoing: number[][] = Array.from({ length: count }, () => []);
  for (const edge of graph.edges) if (edge.source !== edge.target) outgoing[edge.source]?.push(edge.target);

  // Depth first from the footholds, without recursion; finishing order reversed is topological but for back edges.
  const state = new Uint8Array(count);
  const finished: number[] = [];
  const back = new Set<string>();
  const visit = (start: number) => {
    const stack: { node: number; next: number }[] = [{ node: start, next: 0 }];
    state[start] = 1;
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const target = outgoing[top.node]?.[top.next++];
      if (target === undefined) {
        state[top.node] = 2;
        finished.push(top.node);
        stack.pop();
      } else if (state[target] === 1) back.add(`${top.node}>${target}`);
      else if (state[target] === 0) {
        state[target] = 1;
        stack.push({ node: target, next: 0 });
      }
    }
  };
  for (const start of graph.footholds) if (state[start] === 0) visit(start);
  for (let node = 0; node < count; node++) if (state[node] === 0) visit(node);

  const column = new Array<number>(count).fill(0);
  for (const node of finished.reverse()) {
    for (const target of outgoing[node] ?? []) {
      if (!back.has(`${node}>${target}`))
        column[target] = Math.max(column[target] ?? 0, (column[node] ?? 0) + 1);
    }
  }
  return column;
}

interface Slot {
  readonly id: string;
  /** Null for the place where a long edge passes a column. */
  readonly node: number | null;
  readonly before: string[];
  readonly after: string[];
}

/** Left to right in columns, rows ordered to cross little, long edges led through lanes of their own. Deterministic. */
export function layeredLayout(graph: PathGraph): Layout {
  const column = columnsOf(graph);
  const columns: Slot[][] = Array.from({ length: Math.max(0, ...column) + 1 }, () => []);
  const slots = new Map<string, Slot>();
  const add = (id: string, at: number, node: number | null): Slot => {
    const slot: Slot = { id, node, before: [], after: [] };
    slots.set(id, slot);
    columns[at]?.push(slot);
    return slot;
  };
  graph.nodes.forEach((_, node) => {
    add(`n${node}`, column[node] ?? 0, node);
  });
  const lanes = new Map<number, readonly string[]>();
  graph.edges.forEach((edge, index) => {
    const [from, to] = [column[edge.source] ?? 0, column[edge.target] ?? 0];
    if (to <= from) return;
    const ids = [`n${edge.source}`];
    for (let at = from + 1; at < to; at++) ids.push(add(`e${index}-${at}`, at, null).id);
    if (ids.length > 1) lanes.set(index, ids.slice(1));
    ids.push(`n${edge.target}`);
    for (let i = 1; i < ids.length; i++) {
      slots.get(ids[i - 1]!)?.after.push(ids[i]!);
      slots.get(ids[i]!)?.before.push(ids[i - 1]!);
    }
  });

  const order = new Map<string, number>();
  const number = (slot: Slot, index: number) => order.set(slot.id, index);
  for (const list of columns) list.forEach(number);
  const mean = (ids: readonly string[], fallback: number) =>
    ids.length === 0 ? fallback : ids.reduce((sum, id) => sum + (order.get(id) ?? 0), 0) / ids.length;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const forward = sweep % 2 === 0;
    for (const list of forward ? columns : [...columns].reverse()) {
      const weight = new Map(
        list.map((slot) => [slot.id, mean(forward ? slot.before : slot.after, order.get(slot.id) ?? 0)]),
      );
      list.sort(
        (a, b) =>
          (weight.get(a.id) ?? 0) - (weight.get(b.id) ?? 0) ||
          (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0),
      );
      list.forEach(number);
    }
  }
  return place(graph, columns, slots, lanes);
}

const heightOf = (slot: Slot) => (slot.node === null ? GAP.lane : CARD.height);

/** Heights: each column stacked, then pulled towards its neighbours' middle as far as the stack allows. */
function place(
  graph: PathGraph,
  columns: readonly (readonly Slot[])[],
  slots: ReadonlyMap<string, Slot>,
  lanes: ReadonlyMap<number, readonly string[]>,
): Layout {
  const y = new Map<string, number>();
  for (const list of columns) {
    const total = list.reduce((sum, slot) => sum + heightOf(slot) + GAP.row, -GAP.row);
    let at = -total / 2;
    for (const slot of list) {
      y.set(slot.id, at + heightOf(slot) / 2);
      at += heightOf(slot) + GAP.row;
    }
  }
  for (let pass = 0; pass < 4; pass++) {
    const forward = pass % 2 === 0;
    for (const list of forward ? columns.slice(1) : columns.slice(0, -1).reverse()) {
      const wish = list.map((slot) => {
        const near = forward ? slot.before : slot.after;
        const own = y.get(slot.id) ?? 0;
        return near.length === 0 ? own : near.reduce((sum, id) => sum + (y.get(id) ?? 0), 0) / near.length;
      });
      settle(list, wish).forEach((value, index) => {
        y.set(list[index]!.id, value);
      });
    }
  }
  const at = new Map<string, Point>();
  columns.forEach((list, index) => {
    for (const slot of list) {
      at.set(slot.id, { x: index * (CARD.width + GAP.column), y: Math.round(y.get(slot.id) ?? 0) });
    }
  });
  const origin = { x: 0, y: 0 };
  const bends = new Map<number, readonly Point[]>();
  for (const [edge, ids] of lanes)
    bends.set(
      edge,
      ids.filter((id) => slots.has(id)).map((id) => at.get(id) ?? origin),
    );
  return { positions: graph.nodes.map((_, node) => at.get(`n${node}`) ?? origin), bends };
}

/** The places nearest to the wishes (least squares) that keep the order and the gaps: pool adjacent violators. */
function settle(list: readonly Slot[], wish: readonly number[]): readonly number[] {
  const offsets: number[] = [];
  let offset = 0;
  list.forEach((slot, index) => {
    if (index > 0) offset += heightOf(list[index - 1]!) / 2 + GAP.row + heightOf(slot) / 2;
    offsets.push(offset);
  });
  const pools: { sum: number; count: number }[] = [];
  list.forEach((_, index) => {
    pools.push({ sum: (wish[index] ?? 0) - (offsets[index] ?? 0), count: 1 });
    for (
      let last = pools.at(-1), prior = pools.at(-2);
      last && prior;
      last = pools.at(-1), prior = pools.at(-2)
    ) {
      if (prior.sum / prior.count <= last.sum / last.count) break;
      pools.splice(-2, 2, { sum: prior.sum + last.sum, count: prior.count + last.count });
    }
  });
  return pools
    .flatMap((pool) => new Array<number>(pool.count).fill(pool.sum / pool.count))
    .map((value, index) => value + (offsets[index] ?? 0));
}
