import type { Principal } from '../../aws/estate/estate.ts';
import { blocked, HOLDS, type Outcome, step, unknown } from '../outcome.ts';
import type { Scene } from '../rule.ts';
import { listingOf, workloadsOf } from './listings.ts';

/** Something else that a technique needs to be there: the operation that lists it, and how people call it. */
export type There = readonly [operation: string, what: string];

/** Whether it is: known to be, known not to be, or not collected. */
export function isThere(
  [operation, what]: There,
  { account, ref }: Principal,
  { aws: estate }: Scene,
): Outcome {
  const { clusters, jobQueues, eksClusters } = estate.facts;
  const here = (each: { readonly account: string }) => each.account === account;
  const found =
    operation === 'ecs:ListClusters'
      ? clusters.find(here)
      : operation === 'ecs:ListTaskDefinitions'
        ? workloadsOf(estate, account, 'ecs-task-definition')[0]
        : operation === 'batch:DescribeJobQueues'
          ? jobQueues.find(here)
          : operation === 'eks:ListClusters'
            ? eksClusters.find(here)
            : undefined;
  if (found) return { ...HOLDS, steps: [step(found.ref, `${found.arn} is there.`)] };
  const listing = listingOf(estate, account, operation);
  if (listing.state === 'complete') return blocked(ref, `Account ${account} does not have ${what}.`);
  return unknown(`${what} must be there: ${listing.gap}`);
}
