import type { BenchResult } from './benchmark.ts';

const HEADINGS = ['', 'what', 'size', 'median', 'peer or floor', 'its median', 'ratio', 'goal'];

/** A Markdown table, readable as it is, that can go into a document. */
export function table(results: readonly BenchResult[]): string {
  const rows = results.map((r) => [
    r.met ? 'met' : 'missed',
    r.name,
    r.size,
    figure(r.median, r.unit),
    r.peer,
    r.peerMedian === null ? '–' : figure(r.peerMedian, r.unit),
    r.ratio === null ? '–' : `${significant(r.ratio)}×`,
    r.goal,
  ]);
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, 3, ...rows.map((row) => row[column]!.length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [line(HEADINGS), rule, ...rows.map(line)].join('\n');
}

function figure(value: number, unit: string): string {
  return `${significant(value)} ${unit}`;
}

/** Three figures: more would pretend to a precision that a shared machine does not have. */
function significant(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en-US', { maximumSignificantDigits: 3 });
}
