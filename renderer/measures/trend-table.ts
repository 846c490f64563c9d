import type { TrendColumn, TrendMeasure } from '../../schema/measures.ts';
import { changeOf } from './measure-words.ts';

/** A measure of the open snapshot with those of the others, in the order of sealing. */
export interface TrendRow {
  readonly now: TrendMeasure;
  readonly change: ReturnType<typeof changeOf>;
  readonly series: readonly {
    readonly sealedAt: string;
    readonly path: string;
    readonly open: boolean;
    readonly measure: TrendMeasure;
  }[];
}

/** The rows for the snapshot with this path; the change is since the column before it. */
export function rowsOf(columns: readonly TrendColumn[], openPath: string): TrendRow[] {
  const measured = columns.filter(({ failure }) => failure === null);
  const at = measured.findLastIndex(({ path }) => path === openPath);
  const open = measured[at];
  if (!open) return [];
  return open.measures.map((now) => {
    const series = measured.flatMap(({ sealedAt, path, measures }, place) => {
      const measure = measures.find(({ id }) => id === now.id);
      return measure && sealedAt !== null ? [{ sealedAt, path, open: place === at, measure }] : [];
    });
    const here = series.findIndex((each) => each.open);
    return { now, series, change: changeOf(now, series[here - 1]?.measure) };
  });
}
