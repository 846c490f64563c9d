import { isPartial, valueText } from './measure-words.ts';
import type { TrendRow } from './trend-table.ts';

const WIDTH = 108;
const HEIGHT = 22;
const EDGE = 4;

/**
 * The values of a measure in the order of sealing: a line between neighbours that are both known; hollow where over
 * partial data, larger for the open snapshot. What is not known has no point.
 */
export function Sparkline({ row: { now, series } }: { readonly row: TrendRow }) {
  const values = series.map(({ measure }) => measure.value);
  const known = values.filter((value) => value !== null);
  if (series.length < 2) return <span className="muted">one snapshot</span>;
  if (known.length === 0) return <span className="muted">not known in any</span>;
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const x = (at: number) => EDGE + (at * (WIDTH - 2 * EDGE)) / (series.length - 1);
  // Values that are all the same stand in the middle.
  const y = (value: number) =>
    high === low ? HEIGHT / 2 : HEIGHT - EDGE - ((value - low) * (HEIGHT - 2 * EDGE)) / (high - low);
  const text = series.map(({ measure }) => valueText(measure.value, now.unit)).join(', ');
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={`${series.length} snapshots: ${text}`}
    >
      {series.slice(1).map((each, at) => {
        const [from, to] = [values[at] ?? null, each.measure.value];
        return from === null || to === null ? null : (
          <line key={each.path} x1={x(at)} y1={y(from)} x2={x(at + 1)} y2={y(to)} />
        );
      })}
      {series.map(({ path, measure, open }, at) =>
        measure.value === null ? null : (
          <circle
            key={path}
            className={isPartial(measure) ? 'hollow' : undefined}
            cx={x(at)}
            cy={y(measure.value)}
            r={open ? 3 : 2}
          />
        ),
      )}
    </svg>
  );
}
