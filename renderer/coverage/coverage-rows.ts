import type { CoverageReport, Output } from '../../schema/contract.ts';

type Call = CoverageReport['sources'][number]['calls'][number];
type Gap = Output<'path'>['unknowns'][number];

/** One line of the table: an operation that was tried, or one that an answer needed and this version does not read. */
export interface CoverageRow {
  readonly source: string;
  readonly operation: string;
  /** Empty where the operation is of no region. */
  readonly regions: readonly string[];
  readonly status: Call['status'] | 'not read';
  readonly reason: string;
  readonly items: number;
  readonly calls: number;
  readonly kinds: Call['kinds'];
  /** Whether the current answer named it as able to change it. */
  readonly canChange: boolean;
}

/** What was not seen first, the worst of it on top; in each status by source and operation. */
const ORDER: Readonly<Record<CoverageRow['status'], number>> = {
  denied: 0,
  failed: 1,
  throttled: 2,
  skipped: 3,
  unsupported: 4,
  'not read': 5,
  complete: 6,
};

/**
 * The table's rows. The same trouble in several regions is one gap, as answers count it; a gap of the answer that is no
 * operation tried has a row of its own. So as many rows can change the answer as it has gaps.
 */
export function coverageRows(report: CoverageReport, gaps: readonly Gap[] = []): readonly CoverageRow[] {
  const rows = report.sources.flatMap((source) => rowsOf(source.id, source.calls));
  const named = new Set<CoverageRow>();
  const unread: CoverageRow[] = [];
  for (const gap of gaps) {
    const row = rows.find((each) => !named.has(each) && isAbout(gap, each));
    if (row) named.add(row);
    else unread.push(unreadRow(gap));
  }
  return [...rows.map((row) => (named.has(row) ? { ...row, canChange: true } : row)), ...unread].sort(
    (a, b) =>
      ORDER[a.status] - ORDER[b.status] ||
      compare(a.source, b.source) ||
      compare(a.operation, b.operation) ||
      compare(a.regions[0] ?? '', b.regions[0] ?? ''),
  );
}

function rowsOf(source: string, calls: readonly Call[]): readonly CoverageRow[] {
  const groups = Map.groupBy(calls, (call) =>
    isGap(call)
      ? `${call.operation}\n${call.status}\n${call.reason}`
      : `${call.operation}\n${call.status}\n${call.region}`,
  );
  return [...groups.values()].map((group) => {
    const [first] = group as [Call];
    return {
      source,
      operation: first.operation,
      regions: group.flatMap((call) => call.region ?? []),
      status: first.status,
      reason: first.reason,
      items: group.reduce((sum, call) => sum + call.items, 0),
      calls: group.reduce((sum, call) => sum + call.calls, 0),
      kinds: [...new Set(group.flatMap((call) => call.kinds))],
      canChange: false,
    };
  });
}

function unreadRow({ source, operation, reason, kinds }: Gap): CoverageRow {
  return {
    source,
    operation,
    regions: [],
    status: 'not read',
    reason,
    items: 0,
    calls: 0,
    kinds,
    canChange: true,
  };
}

/** An answer says why as the coverage does, with the regions behind it. */
function isAbout(gap: Gap, row: CoverageRow): boolean {
  return (
    isGap(row) &&
    gap.source === row.source &&
    gap.operation === row.operation &&
    gap.reason.startsWith(row.reason === '' ? row.status : row.reason)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A gap is all that is not complete. */
export function isGap(row: { readonly status: CoverageRow['status'] }): boolean {
  return row.status !== 'complete';
}
