import type { RelationKind } from '../../schema/kinds/relation-kinds.ts';
import type { Unknown } from '../../schema/records.ts';
import type { Estate } from '../aws/estate/estate.ts';
import type { WorkloadKind } from '../aws/read/facts.ts';
import { LISTINGS, NAMES, workloadListing } from '../rules/workloads/listings.ts';

const KINDS: readonly RelationKind[] = ['can-take-over', 'can-run-as', 'runs-as'];

/** Operations that say which workloads there are, and as which roles they run. */
export const WORKLOAD_LISTINGS: ReadonlySet<string> = new Set([
  ...Object.values(LISTINGS),
  ...Object.values(NAMES),
  'ssm:DescribeInstanceInformation',
  'ecs:ListClusters',
  'ecs:ListTasks',
  'ecs:DescribeTasks',
  'autoscaling:DescribeLaunchConfigurations',
  'batch:DescribeComputeEnvironments',
  'batch:DescribeJobQueues',
]);

/**
 * Kinds of workload that were never asked for, in one line an account; null where there are none. What was asked for and
 * refused is told by its coverage.
 */
export function workloadGap(
  estate: Estate,
  account: string,
  source: string,
  reported: ReadonlySet<string>,
): Unknown | null {
  const missing = (Object.keys(LISTINGS) as WorkloadKind[])
    .filter((kind) => workloadListing(estate, account, kind).state === 'absent')
    .map((kind) => NAMES[kind] ?? LISTINGS[kind])
    .filter((operation) => !reported.has(operation));
  const [first] = missing;
  if (first === undefined) return null;
  return {
    source,
    operation: first,
    reason: `Not collected for account ${account}: what runs there as which role, and so what could be taken over (${missing.join(', ')}).`,
    kinds: KINDS,
  };
}
