import { type MemoryCall, memorySource } from '../analysis/observations/memory-source.ts';
import type { ObservationSource } from '../analysis/observations/observation-source.ts';
import { awsAccountCalls } from './generate-aws-estate.ts';
import { clusterObservations } from './generate-cluster.ts';
import { organizationCalls, rolesForOrganization } from './generate-organization.ts';

export interface MixedSize {
  readonly accounts: number;
  readonly users: number;
  readonly roles: number;
  readonly pods: number;
  readonly repositories: number;
}

/** About 100,000 entities: half of them in the cluster, a third in ten accounts, the rest in the organisation. */
export const LARGE: MixedSize = { accounts: 10, users: 1_250, roles: 900, pods: 20_000, repositories: 1_400 };
/** The same in small, to show that something works. */
export const SMALL: MixedSize = { accounts: 2, users: 60, roles: 80, pods: 150, repositories: 20 };

/** As the collector asks for them. */
const PAGE = 1_000;

export const accountNumber = (index: number): string => String(111_122_223_333 + index * 1_000);

/**
 * What a company runs: AWS accounts, a cluster and an organisation on GitHub whose workflows become roles of the first
 * account. The same size gives the same estate; `edit` makes another one of the same calls.
 */
export function generateMixedEstate(
  { accounts, users, roles, pods, repositories }: MixedSize,
  edit: (calls: readonly MemoryCall[]) => readonly MemoryCall[] = (calls) => calls,
): ObservationSource {
  const { calls: cluster, coverage } = clusterObservations(pods);
  const calls: MemoryCall[] = [];
  for (let index = 0; index < accounts; index++) {
    const account = accountNumber(index);
    calls.push(
      ...awsAccountCalls(
        { users, roles },
        {
          account,
          source: `aws:${account}`,
          seed: 7 + index,
          page: PAGE,
          keys: true,
          bucketsPerTeam: 4,
          secretsPerTeam: 6,
          moreRoles: index === 0 ? rolesForOrganization(repositories, account) : [],
        },
      ),
    );
  }
  calls.push(...cluster, ...organizationCalls(repositories, accountNumber(0), 'github:bench-example'));
  return memorySource(edit(calls), { coverage });
}
