import type { Principal } from '../aws/estate/estate.ts';
import type { DecideOptions, PowerSet } from '../aws/estate/permissions.ts';
import type { RequestContext } from '../aws/evaluate/types.ts';
import { judge } from './judge.ts';
import { all, any, conditional, type Outcome } from './outcome.ts';
import { judgeTagged, speaksOfTarget } from './tagged.ts';

/** Actions whose requests carry the boundary that their target has ("Actions, resources, and condition keys for AWS IAM"). */
const WITH_BOUNDARY =
  /^iam:((Attach|Detach|Put|Delete)(User|Role)Policy|Delete(User|Role)PermissionsBoundary)$/;
/** In these it is the boundary that the request sets. */
const SETS_BOUNDARY = /^iam:(Create(User|Role)|Put(User|Role)PermissionsBoundary)$/;
const ABSENT: RequestContext = { 'iam:PermissionsBoundary': [] };

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
  const { tags, tagsKnown, boundary } = target.fact;
  const within = (context: RequestContext) =>
    judgeTagged(
      asker,
      set,
      action,
      target.arn,
      { ...options, context: { ...context, ...options.context } },
      tagsKnown ? tags : null,
    );
  if (!WITH_BOUNDARY.test(action)) return within(SETS_BOUNDARY.test(action) ? {} : ABSENT);
  const asIs = within(boundary ? { 'iam:PermissionsBoundary': boundary.arn } : ABSENT);
  if (asIs.verdict === 'allow') return asIs;
  const bounds = `iam:Put${target.kind === 'user' ? 'User' : 'Role'}PermissionsBoundary`;
  if (judge(asker, set, bounds, target.arn).verdict === 'deny') return asIs;
  const first = conditional(`${asker.name} sets the permissions boundary of ${target.name} first, as it may`);
  return any([asIs, all([within({}), first])]) as Outcome;
}
