/** Which rows of a table are chosen, and from which one a stretch is counted. */
export interface Chosen {
  readonly rows: ReadonlySet<number>;
  readonly anchor: number;
}

export function chooseOne(row: number): Chosen {
  return { rows: new Set([row]), anchor: row };
}

/** As Control and a click do. */
export function toggleRow({ rows }: Chosen, row: number): Chosen {
  const next = new Set(rows);
  if (!next.delete(row)) next.add(row);
  return { rows: next, anchor: row };
}

/** As Shift and a click or an arrow do: from the anchor to here, and nothing else. */
export function stretchTo({ anchor }: Chosen, row: number): Chosen {
  const first = Math.min(anchor, row);
  const rows = Array.from({ length: Math.abs(row - anchor) + 1 }, (_, index) => first + index);
  return { rows: new Set(rows), anchor };
}

/** The chosen rows as stretches without gaps, each `[first, last]`. */
export function stretches(rows: ReadonlySet<number>): readonly (readonly [first: number, last: number])[] {
  const found: [number, number][] = [];
  for (const row of [...rows].sort((a, b) => a - b)) {
    const last = found.at(-1);
    if (last && last[1] === row - 1) last[1] = row;
    else found.push([row, row]);
  }
  return found;
}
