import type { RelationKind } from '../../schema/kinds/relation-kinds.ts';
import type { SnapshotWriter } from '../../schema/snapshot/types.ts';
import type { Clock } from '../clock.ts';
import type { AnsweredFault, Fault } from './faults.ts';
import { COLLECTOR, sourceOf } from './identity.ts';
import { GLOBAL_SERVICES, recordAsNotAsked, regionalErrands } from './plan.ts';
import { AWS_SERVICES } from './registry.ts';

/** Everything: nothing is known of an account that could not be entered. */
const ALL_KINDS: readonly RelationKind[] = [
  ...new Set(AWS_SERVICES.flatMap((service) => service.operations.flatMap((one) => one.hides))),
].sort();

/** How an account was to be entered. */
export interface WayIn {
  readonly account: string;
  /** `sts:AssumeRole`, or `sts:GetCallerIdentity` where the credentials themselves failed. */
  readonly operation: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Records an account that could not be entered as a source of which nothing was seen, so that it is missing visibly.
 * Answers the number of gaps.
 */
export function recordUnreached(
  writer: SnapshotWriter,
  { account, operation, parameters }: WayIn,
  fault: Fault,
  regions: readonly string[],
  clock: Clock,
): number {
  const source = sourceOf(account);
  const at = clock.now().toISOString();
  const errands = [
    ...GLOBAL_SERVICES.map((service) => ({ service, region: null })),
    ...regionalErrands(regions),
  ];
  writer.batch(() => {
    writer.openSource({
      id: source,
      kind: 'aws',
      principal: null,
      account,
      collector: COLLECTOR,
      startedAt: at,
      clockOffsetMs: null,
    });
    if (fault.status !== 'skipped')
      writer.recordCall(
        {
          source,
          operation,
          region: null,
          endpoint: '',
          parameters,
          page: 0,
          status: (fault as AnsweredFault).status,
          httpStatus: null,
          requestId: null,
          startedAt: at,
          endedAt: at,
          originalSha256: null,
          redactions: 0,
        },
        null,
      );
    writer.recordCoverage({
      source,
      operation,
      region: null,
      status: fault.status,
      reason: fault.reason,
      items: 0,
      calls: fault.status === 'skipped' ? 0 : 1,
      kinds: ALL_KINDS,
    });
    for (const errand of errands)
      recordAsNotAsked(writer, source, errand, `the account could not be entered (${operation})`);
    writer.closeSource(source, at, null);
  });
  return 1 + errands.reduce((sum, { service }) => sum + service.operations.length, 0);
}
