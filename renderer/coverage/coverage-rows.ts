import type { CoverageReport } from '../../schema/contract.ts';

type Call = CoverageReport['sources'][number]['calls'][number];
export type CoverageRow = Call & { readonly source: string };

/** What was not seen first, the worst of it on top; in each status by source and operation. */
const ORDER: Readonly<Record<Call['status'], number>> = {
  denied: 0,
  failed: 1,
  throttled: 2,
  skipped: 3,
  unsupported: 4,
  complete: 5,
};

export function coverageRows(report: CoverageReport): readonly CoverageRow[] {
  return report.sources
    .flatMap((source) => source.calls.map((call) => ({ ...call, source: source.id })))
    .sort(
      (a, b) =>
        ORDER[a.status] - ORDER[b.status] ||
        compare(a.source, b.source) ||
        compare(a.operation, b.operation) ||
        compare(a.region ?? '', b.region ?? ''),
    );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A gap is all that is not complete. */
export function isGap(row: { readonly status: Call['status'] }): boolean {
  return row.status !== 'complete';
}

/** Whether a gap is among those that the current answer named as able to change it. */
export function bearsOn(
  row: CoverageRow,
  unknowns: readonly { readonly source: string; readonly operation: string }[],
): boolean {
  return unknowns.some((gap) => gap.source === row.source && gap.operation === row.operation);
}
