import type { Entity } from '../../schema/records.ts';
import type { WorkloadFact } from '../aws/read/facts.ts';
import { workloadKinds } from '../rules/workloads/kinds.ts';

/** What runs with the permissions of a role, as an entity. */
export function workloadEntity(workload: WorkloadFact): Entity {
  const { account, region, attributes, role, managed, tasks, tags } = workload;
  const known = Object.entries({
    account,
    region,
    ...attributes,
    role: role?.named ?? null,
    systemsManager: managed === null ? null : managed.online ? 'online' : 'connection lost',
    runningTasks: tasks.length > 0 ? tasks.length : null,
    ...Object.fromEntries(Object.entries(tags ?? {}).map(([key, value]) => [`tag:${key}`, value])),
  }).filter(([, value]) => value !== null && value !== undefined);
  return {
    id: workload.arn,
    kind: workloadKinds[workload.kind].entity,
    name: workload.name,
    source: workload.source,
    collected: true,
    tier: null,
    attributes: Object.fromEntries(known),
    evidence: workload.ref,
  };
}
