import type { Principal } from '../../aws/estate/estate.ts';
import type { RequestContext } from '../../aws/evaluate/types.ts';
import { judge } from '../judge.ts';
import type { Outcome } from '../outcome.ts';

/** How services spell the key of a tag that the resource of a request has. */
const SPELLINGS = ['aws:ResourceTag/', 'iam:ResourceTag/', 'ec2:ResourceTag/', 'ssm:resourceTag/'];
const PREFIXES = SPELLINGS.map((spelling) => spelling.toLowerCase());

/** Asks about a resource whose tags are known, so that what a policy says of them is decided; null: they are not. */
export function judgeTagged(
  principal: Principal,
  action: string,
  resource: string,
  context: RequestContext,
  tags: Readonly<Record<string, string>> | null,
): Outcome {
  if (tags === null) return judge(principal, principal.set, action, resource, { context });
  const known: Record<string, string | null> = {};
  // A value that was redacted is not known; it is not another value.
  for (const [name, value] of Object.entries(tags))
    for (const spelling of SPELLINGS) known[spelling + name] = value.includes('[redacted:') ? null : value;
  const asker: Principal = { ...principal, complete: [...(principal.complete ?? []), ...PREFIXES] };
  return judge(asker, principal.set, action, resource, { context: { ...known, ...context } });
}
