import type { JsonObject } from '../../../schema/json.ts';
import type { Account, Principal } from '../../aws/estate/estate.ts';
import { evaluateCases } from '../../aws/evaluate/cases.ts';
import { asInlinePolicies } from '../as-inline-policies.ts';
import type { EvaluatedCase, GuardrailContext, GuardrailTemplate } from '../guardrail.ts';
import { jsonFile } from '../words.ts';

/** The tag that says until when a user may have keys. */
const TAG = 'credentials-expire';
/** Techniques that end in a new key of another user (public catalogue, iam-002 and iam-003). */
const RULES = new Set(['iam-002', 'iam-003']);

/** A service control policy may have this many characters. */
const LONGEST_POLICY = 5_120;

/**
 * IAM gives access keys no end by themselves: whoever is to have one is tagged with the day on which it is taken away. It is
 * asked of users of tier 0 and 1, by what they reach or as the case says; the others are left to do as they did.
 */
export const keysWithExpiry: GuardrailTemplate = {
  id: 'keys-with-expiry',
  title: 'No access keys without an expiry, for users of tier 0 and 1',
  why: 'A long-lived key works until somebody ends it. Nobody makes one for a user that reaches what matters and that no date was set for.',
  controls: ['userAccounts', 'passwordPolicies', 'authenticators', 'disableAccounts', 'ztAuthentication'],
  *make(context) {
    const { principals, accounts } = context.scene.aws;
    for (const account of accounts.values()) {
      const users = [...principals.values()].filter(
        (each) =>
          each.fact.kind === 'user' && each.account === account.id && matters(context.tierOf(each.id)),
      );
      const guarded = new Map(users.map((user) => [user.id, user]));
      const makers = new Map<string, Principal>();
      const untagged = new Set<string>();
      const breaks = context.before.relations.filter((relation) => {
        const target = guarded.get(relation.to);
        if (!RULES.has(relation.rule) || target === undefined || isTagged(target)) return false;
        const maker = principals.get(relation.from);
        if (maker?.account !== account.id) return false;
        makers.set(maker.id, maker);
        untagged.add(target.arn);
        return true;
      });
      if (breaks.length === 0) continue;
      const documents = policies(users.map(({ arn }) => arn).sort());
      const [example = ''] = untagged;
      yield {
        slug: account.id,
        title: `Service control policy: no access keys without an expiry for ${users.length} ${users.length === 1 ? 'user' : 'users'} of tier 0 and 1 in account ${account.id}`,
        about: [account.arn, ...new Set(breaks.flatMap(({ from, to }) => [from, to]))],
        files: documents.map((document, at) => ({
          name: `service-control-policy${documents.length > 1 ? `-${at + 1}` : ''}.json`,
          text: jsonFile(document),
        })),
        apply: `Attach it to the account or its organizational unit in the organization's management account. Tag each user that is to have keys with ${TAG} and the day on which they end, and have a scheduled job deactivate keys of users whose day has come.`,
        changes: asInlinePolicies('keys-with-expiry', denial([...untagged].sort()), [...makers.values()]),
        stand: `The statement is put as an inline policy on each of the ${makers.size} principals that can make keys for them now: a service control policy that only denies does no more to them than that. Of the users in it, those without the tag are named there, which is what the condition comes to today.`,
        breaks,
        keeps: stays(context, account, breaks),
        cases: casesOf(documents, account, example),
        limits: [
          'It names the users that are of tier 0 or 1 in this snapshot; who becomes one later is not in it until it is made again.',
          'It stops new keys; keys that exist stay until they are ended.',
          'Service control policies bind no principal of the management account and no service-linked role.',
        ],
      };
    }
  },
};

function matters(tier: 0 | 1 | 2 | null): boolean {
  return tier === 0 || tier === 1;
}

/** As few as there can be, each as long as it may be. */
function policies(users: readonly string[]): readonly JsonObject[] {
  const groups: string[][] = [];
  for (const user of users) {
    const last = groups.at(-1);
    if (last && JSON.stringify(guard([...last, user])).length <= LONGEST_POLICY) last.push(user);
    else groups.push([user]);
  }
  return groups.map(guard);
}

function guard(users: readonly string[]): JsonObject {
  return denial(users, { Null: { [`aws:ResourceTag/${TAG}`]: 'true' } });
}

/** With the condition on the tag; or, as it works out today, without it for the users that have it not. */
function denial(users: readonly string[], condition?: JsonObject): JsonObject {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'NoKeysWithoutExpiry',
        Effect: 'Deny',
        Action: ['iam:CreateAccessKey'],
        Resource: [...users],
        ...(condition && { Condition: condition }),
      },
    ],
  };
}

function isTagged({ fact }: Principal): boolean {
  return fact.kind === 'user' && TAG in (fact.tags ?? {});
}

/** Nothing but the making of these keys is touched: whatever else these principals could do, they still can. */
function stays(
  { before }: GuardrailContext,
  { arn }: Account,
  breaks: GuardrailContext['before']['relations'],
): GuardrailContext['before']['relations'] {
  const broken = new Set(breaks);
  const makers = new Set(breaks.map(({ from }) => from));
  return before.relations.filter(
    (relation) => makers.has(relation.from) && !broken.has(relation) && relation.to !== arn,
  );
}

/** The statements alone, asked of the evaluator: a user of them without the tag gets no key, one with it does, and so do others. */
function casesOf(
  documents: readonly JsonObject[],
  { id, partition }: Account,
  user: string,
): readonly EvaluatedCase[] {
  const admin = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
  const verdict = (resource: string, context: Record<string, string>) => {
    const [answer] = evaluateCases([
      {
        id: '1',
        request: {
          principal: `arn:${partition}:iam::${id}:role/example`,
          action: 'iam:CreateAccessKey',
          resource,
          context,
        },
        identityPolicies: [admin],
        serviceControlPolicies: [[admin, ...documents]],
      },
    ]);
    return answer && 'verdict' in answer ? answer.verdict : 'error';
  };
  const other = `arn:${partition}:iam::${id}:user/not-among-them`;
  return [
    {
      says: 'an administrator makes a key for one of the users without the tag',
      wanted: 'deny',
      got: verdict(user, {}),
    },
    {
      says: 'an administrator makes a key for one of the users with the tag',
      wanted: 'allow',
      got: verdict(user, { [`aws:ResourceTag/${TAG}`]: '2027-01-31' }),
    },
    {
      says: 'an administrator makes a key for another user without the tag',
      wanted: 'allow',
      got: verdict(other, {}),
    },
  ];
}
