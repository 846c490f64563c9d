import type { ResourceFact } from '../aws/read/facts.ts';
import { resourceKinds } from '../rules/access/resource-kinds.ts';

const TAG_NAMES = /^(data[-_ ]?)?(classification|sensitivity|tier|class|confidentiality)$/i;
const TAG_VALUES =
  /^(0|tier[-_ ]?0|restricted|highly[-_ ]?confidential|confidential|secret|top[-_ ]?secret|critical|pii|phi|pci|sensitive|crown[-_ ]?jewels?)$/i;

/** 0 where a tag of its owner says so; 1 for what holds data or keys; 2 for the rest. */
export function resourceTier(resource: ResourceFact): 0 | 1 | 2 {
  if (marksTierZero(resource.tags)) return 0;
  if (resource.kind === 'kms-key' && resource.attributes.manager === 'AWS') return 2;
  if (resource.kind === 'ssm-parameter' && resource.attributes.type !== 'SecureString') return 2;
  return resourceKinds[resource.kind].tier;
}

/** Whether tags, labels or annotations say that their owner holds it to be a crown jewel. A prefix of the name does not count. */
export function marksTierZero(tags: Readonly<Record<string, string>>): boolean {
  return Object.entries(tags).some(([key, value]) => {
    const name = key.slice(key.lastIndexOf('/') + 1);
    return (
      (TAG_NAMES.test(name) && TAG_VALUES.test(value)) ||
      (/^crown[-_ ]?jewel$/i.test(name) && !/^(false|no|0)$/i.test(value))
    );
  });
}
