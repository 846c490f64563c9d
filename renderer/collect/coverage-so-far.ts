import type { Progress } from '../../schema/contract.ts';

type Covered = NonNullable<Progress['coverage']>;
type Status = Covered['status'];

/** What a running collection has recorded of its coverage so far, by source. */
export type CoverageSoFar = ReadonlyMap<string, ReadonlyMap<string, Covered>>;

export const NOTHING_COVERED: CoverageSoFar = new Map();

/** Adds what one message tells; an operation asked again takes the place of what was known of it. */
export function addCoverage(so: CoverageSoFar, { source, coverage }: Progress): CoverageSoFar {
  if (!coverage || source === null) return so;
  const operations = new Map(so.get(source));
  operations.set(`${coverage.operation} ${coverage.region ?? ''}`, coverage);
  return new Map(so).set(source, operations);
}

/** How many operations of a source ended how, in the order complete first. */
export function statusCounts(
  operations: ReadonlyMap<string, Covered>,
): readonly (readonly [Status, number])[] {
  const counts = new Map<Status, number>([['complete', 0]]);
  for (const { status } of operations.values()) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts];
}

/** What was not complete, of every source. */
export function gapsSoFar(so: CoverageSoFar): readonly {
  readonly source: string;
  readonly operation: string;
  readonly status: Status;
  readonly reason: string;
}[] {
  return [...so].flatMap(([source, operations]) =>
    [...operations.values()]
      .filter(({ status }) => status !== 'complete')
      .map(({ operation, status, reason }) => ({ source, operation, status, reason })),
  );
}
