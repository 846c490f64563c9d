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

/** IAM gives access keys no end by themselves: whoever is to have one is tagged with the day on which it is taken away. */
export const keysWithExpiry: GuardrailTemplate = {
  id: 'keys-with-expiry',
  title: 'No access keys without an expiry',
  why: 'A long-lived key works until somebody ends it. Nobody makes one for a user that no date was set for.',
  controls: ['userAccounts', 'passwordPolicies', 'authenticators', 'disableAccounts', 'ztAuthentication'],
  *make(context) {
    for (const account of context.scene.aws.accounts.values()) {
      const makers = new Map<string, Principal>();
      const untagged = new Set<string>();
      const breaks = context.before.relations.filter((relation) => {
        const target = context.scene.aws.principals.get(relation.to);
        if (!RULES.has(relation.rule) || target?.account !== account.id || isTagged(target)) return false;
        const maker = context.scene.aws.principals.get(relation.from);
        if (maker?.account !== account.id) return false;
        makers.set(maker.id, maker);
        untagged.add(target.arn);
        return true;
      });
      if (breaks.length === 0) continue;
      const document = policy(account);
      yield {
        slug: account.id,
        title: `Service control policy: no access keys without an expiry in account ${account.id}`,
        about: [account.arn, ...new Set(breaks.flatMap(({ from, to }) => [from, to]))],
        files: [{ name: 'service-control-policy.json', text: jsonFile(document) }],
        apply: `Attach it to the account or its organizational unit in the organization's management account. Tag each user that is to have keys with ${TAG} and the day on which they end, and have a scheduled job deactivate keys of users whose day has come.`,
        changes: asInlinePolicies('keys-with-expiry', policy(account, [...untagged].sort()), [
          ...makers.values(),
        ]),
        stand: `The statement is put as an inline policy on each of the ${makers.size} principals that can make keys for others now: a service control policy that only denies does no more to them than that. Users without the tag are named one by one there, which is what the condition comes to today.`,
        breaks,
        keeps: stays(context, account, breaks),
        cases: casesOf(document, account),
        limits: [
          'It stops new keys; keys that exist stay until they are ended.',
          'Service control policies bind no principal of the management account and no service-linked role.',
        ],
      };
    }
  },
};

/** With the condition on the tag; or, as it works out today, for the users that have it not. */
function policy({ partition }: Account, untagged?: readonly string[]): JsonObject {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'NoKeysWithoutExpiry',
        Effect: 'Deny',
        Action: ['iam:CreateAccessKey'],
        ...(untagged === undefined
          ? {
              Resource: `arn:${partition}:iam::*:user/*`,
              Condition: { Null: { [`aws:ResourceTag/${TAG}`]: 'true' } },
            }
          : { Resource: untagged }),
      },
    ],
  };
}

function isTagged({ fact }: Principal): boolean {
  return fact.kind === 'user' && TAG in (fact.tags ?? {});
}

/** Nothing but the making of keys is touched: whatever else these principals could do, they still can. */
function stays(
  { before }: GuardrailContext,
  { arn }: Account,
  breaks: readonly { readonly from: string }[],
): GuardrailContext['before']['relations'] {
  const makers = new Set(breaks.map(({ from }) => from));
  return before.relations.filter(
    (relation) =>
      makers.has(relation.from) &&
      !RULES.has(relation.rule) &&
      relation.verdict === 'allow' &&
      relation.to !== arn,
  );
}

/** The statement alone, asked of the evaluator: an untagged user gets no key, a tagged one does. */
function casesOf(document: JsonObject, { id, partition }: Account): readonly EvaluatedCase[] {
  const admin = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
  const ask = (context: Record<string, string>) =>
    evaluateCases([
      {
        id: '1',
        request: {
          principal: `arn:${partition}:iam::${id}:role/example`,
          action: 'iam:CreateAccessKey',
          resource: `arn:${partition}:iam::${id}:user/example`,
          context,
        },
        identityPolicies: [admin],
        serviceControlPolicies: [[admin, document]],
      },
    ])[0];
  const verdict = (context: Record<string, string>) => {
    const answer = ask(context);
    return answer && 'verdict' in answer ? answer.verdict : 'error';
  };
  return [
    {
      says: 'an administrator makes a key for a user without the tag',
      wanted: 'deny',
      got: verdict({}),
    },
    {
      says: 'an administrator makes a key for a user with the tag',
      wanted: 'allow',
      got: verdict({ [`aws:ResourceTag/${TAG}`]: '2027-01-31' }),
    },
  ];
}
