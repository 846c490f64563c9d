import type { AssumptionFact, UseFact } from '../observed/activity-facts.ts';
import type { Account, Principal, Resource, Role } from './estate/estate.ts';
import type { AccessKeyFact, WorkloadFact } from './read/facts.ts';

/** What rules about AWS derive for. */
export interface AwsSubjects {
  readonly account: Account;
  readonly principal: Principal;
  readonly role: Role;
  readonly resource: Resource;
  readonly key: AccessKeyFact;
  readonly workload: WorkloadFact;
  readonly use: UseFact;
  readonly assumption: AssumptionFact;
}
