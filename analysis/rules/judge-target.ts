import type { Principal } from '../aws/estate/estate.ts';
import type { DecideOptions, PowerSet } from '../aws/estate/permissions.ts';
import type { RequestContext } from '../aws/evaluate/types.ts';
import { judge } from './judge.ts';
import { any, type Outcome } from './outcome.ts';

const TAGS = ['aws:ResourceTag/', 'iam:ResourceTag/'] as const;
const COMPLETE = TAGS.map((spelling) => spelling.toLowerCase());

/** Actions whose requests carry the boundary that their target has ("Actions, resources, and condition keys for AWS IAM"). */
const WITH_BOUNDARY =
  /^iam:((Attach|Detach|Put|Delete)(User|Role)Policy|Delete(User|Role)PermissionsBoundary)$/;
/** In these it is the boundary that the request sets. */
const SETS_BOUNDARY = /^iam:(Create(User|Role)|Put(User|Role)PermissionsBoundary)$/;

/**
 * Asks about an action on a user or role whose tags and boundary are known, so that what a policy says of them is decided.
 * Where the asker may change them first, they stay a condition.
 */
export function judgeTarget(
  asker: Principal,
  set: PowerSet,
  action: string,
  target: Principal,
  options: DecideOptions,
): Outcome {
  if (!speaksOfTarget(asker, set, options)) return judge(asker, set, action, target.arn, options);
  const { fact } = target;
  const known: Record<string, string | readonly string[] | null> = {};
  const carries = WITH_BOUNDARY.test(action);
  const never: RequestContext =
    carries || SETS_BOUNDARY.test(action) ? {} : { 'iam:PermissionsBoundary': [] };
  if (carries) known['iam:PermissionsBoundary'] = fact.boundary ? fact.boundary.arn : [];
  // A value that was redacted is not known; it is not another value.
  for (const [name, value] of Object.entries(fact.tags))
    for (const spelling of TAGS) known[spelling + name] = value.includes('[redacted:') ? null : value;
  const informed: Principal = fact.tagsKnown
    ? { ...asker, complete: [...(asker.complete ?? []), ...COMPLETE] }
    : asker;
  const asIs = judge(informed, set, action, target.arn, within(options, { ...known, ...never }));
  if (asIs.verdict === 'allow' || !mayChange(asker, set, target)) return asIs;
  return any([asIs, judge(asker, set, action, target.arn, within(options, never))]) as Outcome;
}

function within(options: DecideOptions, known: RequestContext): DecideOptions {
  return { ...options, context: { ...known, ...options.context } };
}

function speaksOfTarget(asker: Principal, set: PowerSet, { resourcePolicy }: DecideOptions): boolean {
  return (
    set.identity.some(({ aboutTarget }) => aboutTarget) ||
    set.boundary?.aboutTarget === true ||
    resourcePolicy?.aboutTarget === true ||
    asker.guards.scp.levels.some(({ policies }) => policies.some(({ aboutTarget }) => aboutTarget))
  );
}

const CHANGES = {
  user: ['iam:TagUser', 'iam:UntagUser', 'iam:PutUserPermissionsBoundary'],
  role: ['iam:TagRole', 'iam:UntagRole', 'iam:PutRolePermissionsBoundary'],
} as const;

function mayChange(asker: Principal, set: PowerSet, target: Principal): boolean {
  if (asker.account !== target.account) return false;
  if ('unmodifiable' in target && target.unmodifiable) return false;
  return CHANGES[target.kind].some((action) => judge(asker, set, action, target.arn).verdict !== 'deny');
}
