import type { Role } from '../../aws/estate/estate.ts';
import { parseArn } from '../../aws/read/arn.ts';
import type { WorkloadFact } from '../../aws/read/facts.ts';

/** Whether a workload runs as the role: it names its ARN, its bare name, or an instance profile that holds it. */
export function sameRole({ role: named, account }: WorkloadFact, role: Role): boolean {
  if (named === null) return false;
  const name = named.named;
  if (name === role.arn || role.fact.instanceProfiles.includes(name)) return true;
  return parseArn(name) === null && account === role.account && name === role.name;
}
