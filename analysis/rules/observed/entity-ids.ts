import type { Scene } from '../rule.ts';

/** Whether a log names somebody who can be an entity: a principal by its ARN, or a service. */
export function isNamed(principal: string): boolean {
  return principal.startsWith('arn:') || /\.amazonaws\.com(\.cn)?$/.test(principal);
}

/** The id of the entity that a log names by its ARN: dumps may spell it otherwise. */
export function idOf(arn: string, { aws }: Scene): string {
  return aws.byArn.get(arn)?.id ?? arn;
}
