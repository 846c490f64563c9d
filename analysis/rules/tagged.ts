import type { DecideOptions, PowerSet } from '../aws/estate/permissions.ts';
import { judge, type NamedAsker } from './judge.ts';
import { all, any, conditional, type Outcome } from './outcome.ts';

/** How services spell the key of a tag that the resource of a request has. */
const SPELLINGS = [
  'aws:ResourceTag/',
  'iam:ResourceTag/',
  'ec2:ResourceTag/',
  'ssm:resourceTag/',
  'secretsmanager:ResourceTag/',
];
const PREFIXES = SPELLINGS.map((spelling) => spelling.toLowerCase());

/** What changes the tags of a service's things, where it is not called TagResource and UntagResource. */
const TAGGING: Readonly<Record<string, readonly string[]>> = {
  ec2: ['ec2:CreateTags', 'ec2:DeleteTags'],
  iam: ['iam:TagRole', 'iam:UntagRole', 'iam:TagUser', 'iam:UntagUser'],
  sagemaker: ['sagemaker:AddTags', 'sagemaker:DeleteTags'],
  ssm: ['ssm:AddTagsToResource', 'ssm:RemoveTagsFromResource'],
};

/**
 * Asks about a resource whose tags are known, so that what a policy says of them is decided; null: they are not. Where the
 * asker may change them first, they stay a condition.
 */
export function judgeTagged(
  asker: NamedAsker,
  set: PowerSet,
  action: string,
  resource: string,
  options: DecideOptions,
  tags: Readonly<Record<string, string>> | null,
): Outcome {
  if (tags === null || !speaksOfTarget(asker, set, options))
    return judge(asker, set, action, resource, options);
  const known: Record<string, string | null> = {};
  // A value that was redacted is not known; it is not another value.
  for (const [name, value] of Object.entries(tags))
    for (const spelling of SPELLINGS) known[spelling + name] = value.includes('[redacted:') ? null : value;
  const informed = { ...asker, complete: [...(asker.complete ?? []), ...PREFIXES] };
  const told = { ...options, context: { ...known, ...options.context } };
  const asIs = judge(informed, set, action, resource, told);
  if (asIs.verdict === 'allow') return asIs;
  const open = judge(asker, set, action, resource, options);
  if (open.verdict === 'deny' || !mayTag(informed, set, resource, told)) return asIs;
  const first = conditional(`${asker.name} changes the tags of ${resource} first, as it may`);
  return any([asIs, all([open, first])]) as Outcome;
}

/** Whether any policy that decides may say something of what the request is about. */
export function speaksOfTarget(asker: NamedAsker, set: PowerSet, { resourcePolicy }: DecideOptions): boolean {
  return (
    set.identity.some(({ aboutTarget }) => aboutTarget) ||
    set.boundary?.aboutTarget === true ||
    resourcePolicy?.aboutTarget === true ||
    asker.guards.scp.levels.some(({ policies }) => policies.some(({ aboutTarget }) => aboutTarget))
  );
}

/** Tags that are given as something is made are no change of what is there. */
const NOT_MADE = { 'ec2:CreateAction': [] };

function mayTag(asker: NamedAsker, set: PowerSet, resource: string, options: DecideOptions): boolean {
  const service = resource.split(':')[2] ?? '';
  const actions = TAGGING[service] ?? [`${service}:TagResource`, `${service}:UntagResource`];
  const context = { ...options.context, ...NOT_MADE };
  return actions.some(
    (action) => judge(asker, set, action, resource, { ...options, context }).verdict !== 'deny',
  );
}
