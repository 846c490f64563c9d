import type { JsonObject } from '../../../schema/json.ts';
import type { Principal } from '../../aws/estate/estate.ts';
import { OTHER_GROWTH_ROWS } from '../../rules/escalation/other-growth-rows.ts';
import { OWN_POLICY_ROWS } from '../../rules/escalation/own-policy-rows.ts';
import { asInlinePolicies } from '../as-inline-policies.ts';
import type { GuardrailTemplate } from '../guardrail.ts';
import { jsonFile } from '../words.ts';

/** Techniques of the catalogue by which somebody changes permissions until it administers the account. */
const ROWS = [...OWN_POLICY_ROWS, ...OTHER_GROWTH_ROWS];
const RULES = new Set(ROWS.map(({ id }) => id));
/** Their calls, and those that do the same to groups, roles and users of others. */
const GROWTH = [
  ...new Set([
    ...ROWS.flatMap(({ actions }) => actions),
    'iam:AttachGroupPolicy',
    'iam:AttachRolePolicy',
    'iam:AttachUserPolicy',
    'iam:PutGroupPolicy',
    'iam:PutRolePolicy',
    'iam:PutUserPolicy',
    'iam:UpdateAssumeRolePolicy',
  ]),
].sort();

export const noPrivilegeGrowth: GuardrailTemplate = {
  id: 'no-privilege-growth',
  title: 'Permissions boundary: nobody widens permissions, its own or another’s',
  why: 'Who may write policies is an administrator in waiting. A boundary takes that away and leaves the rest of the work.',
  controls: ['privilegedAccounts', 'leastPrivilege', 'privilegedAccountsOnly', 'separation', 'ztAccess'],
  *make({ before, scene }) {
    for (const account of scene.aws.accounts.values()) {
      const growers = new Map<string, Principal>();
      const breaks = before.relations.filter((relation) => {
        const principal = scene.aws.principals.get(relation.from);
        if (principal?.account !== account.id || relation.to !== account.arn) return false;
        if (relation.kind !== 'can-escalate-to' || !RULES.has(relation.rule)) return false;
        growers.set(principal.id, principal);
        return true;
      });
      if (breaks.length === 0) continue;
      const denial = statement();
      const document: JsonObject = {
        Version: '2012-10-17',
        Statement: [{ Sid: 'AsTheirPoliciesSay', Effect: 'Allow', Action: '*', Resource: '*' }, denial],
      };
      yield {
        slug: account.id,
        title: `Permissions boundary against privilege growth in account ${account.id}`,
        about: [account.arn, ...growers.keys()],
        files: [
          { name: 'permissions-boundary.json', text: jsonFile(document) },
          { name: 'principals.txt', text: `${[...growers.keys()].sort().join('\n')}\n` },
        ],
        apply:
          'Make it a managed policy and set it as the permissions boundary of the principals in principals.txt, and of whatever they may create. Changes of permissions then go through a pipeline with a role of its own.',
        changes: asInlinePolicies('no-privilege-growth', { Version: '2012-10-17', Statement: [denial] }, [
          ...growers.values(),
        ]),
        stand: `The denial is put as an inline policy on each of the ${growers.size} principals: a boundary that allows everything but the denied calls does no more to them than that.`,
        breaks,
        keeps: before.relations.filter(
          ({ from, kind, verdict }) =>
            growers.has(from) &&
            verdict === 'allow' &&
            ['can-assume', 'can-read', 'can-write'].includes(kind),
        ),
        cases: [],
        limits: [
          'Ways to more power that change no policy, such as passing a role to a service or making another’s key, are not ended by it.',
          'Administrators by their own policies are not in the list: there the policy itself has to go.',
        ],
      };
    }
  },
};

function statement(): JsonObject {
  return { Sid: 'NobodyWidensPermissions', Effect: 'Deny', Action: GROWTH, Resource: '*' };
}
