import type { Relation } from '../../schema/records.ts';
import { parseArn } from '../aws/read/arn.ts';
import type { Estates } from '../estates.ts';

/** Something that was seen to use what a scenario takes away. */
export interface ObservedUse {
  readonly entity: string;
  /** The last time it was seen; null where only that it runs is known. */
  readonly at: string | null;
  readonly says: string;
}

/**
 * What was seen in use of the relations that a scenario takes away, so that a remedy is not the next outage. Nothing
 * here means only that no use was recorded: not every service records it, and not everything was collected.
 */
export function observedUse(lost: readonly Relation[], { aws }: Estates): readonly ObservedUse[] {
  const found = new Map<string, ObservedUse>();
  const add = (use: ObservedUse) => found.set(`${use.entity}\n${use.says}`, use);
  const keys = new Map(aws.facts.keys.map((key) => [key.id, key]));
  const workloads = new Map(aws.facts.workloads.map((workload) => [workload.arn, workload]));
  for (const { from, to, kind } of lost) {
    const key = keys.get(from);
    if (kind === 'authenticates-as' && key?.lastUsed?.at)
      add({
        entity: from,
        at: key.lastUsed.at,
        says: `Access key ${from} was last used ${key.lastUsed.at}${key.lastUsed.service ? ` for ${key.lastUsed.service}` : ''}${key.lastUsed.region ? ` in ${key.lastUsed.region}` : ''}.`,
      });
    const role = aws.principals.get(to);
    if (kind === 'can-assume' && role?.fact.kind === 'role' && role.fact.lastUsed?.at)
      add({
        entity: to,
        at: role.fact.lastUsed.at,
        says: `Role ${role.name} was last used ${role.fact.lastUsed.at}; whether by ${nameOf(from)} is not recorded.`,
      });
    const workload = workloads.get(from);
    if (kind === 'runs-as' && workload)
      add({ entity: from, at: null, says: `${workload.name} runs with the permissions of ${nameOf(to)}.` });
    const used = serviceUse(from, to, aws);
    if (used) add(used);
  }
  return [...found.values()].sort((a, b) => compare(b.at ?? '', a.at ?? '') || compare(a.entity, b.entity));
}

/** When the principal last used the service of the resource that it no longer reaches. */
function serviceUse(from: string, to: string, aws: Estates['aws']): ObservedUse | null {
  const principal = aws.principals.get(from);
  const service = parseArn(to)?.service;
  if (!principal || service === undefined || service === 'iam') return null;
  const accessed = aws.facts.lastAccessed.get(principal.arn) ?? aws.facts.lastAccessed.get(principal.id);
  const at = accessed?.services.find((each) => each.namespace === service)?.at;
  if (!at) return null;
  return { entity: from, at, says: `${principal.name} last used ${service} ${at}.` };
}

function nameOf(id: string): string {
  return id.slice(Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1) || id;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
