import type { AccessKeyFact } from '../../aws/read/facts.ts';

/** Whose a key is, for titles: the report gives no id. */
export function keyName(key: AccessKeyFact): string {
  const id = key.id.startsWith('arn:') ? `Access key ${key.id.slice(key.id.lastIndexOf('/') + 1)}` : key.id;
  return `${id} of ${key.user === null ? 'the root user' : `user ${key.user}`}`;
}

/** Unused for so long that whoever holds it would not be missed. CIS asks for 45 days, the AWS guides for 90. */
export const UNUSED_DAYS = 90;
