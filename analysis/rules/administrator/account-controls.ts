import type { EvidenceRef } from '../../../schema/records.ts';
import type { Account, Principal, Resource } from '../../aws/estate/estate.ts';
import { type AccountGuardrails, isGuarded } from '../../aws/estate/guardrails.ts';
import { powerSet } from '../../aws/estate/permissions.ts';
import type { RequestContext } from '../../aws/evaluate/types.ts';
import { isAwsManagedKey } from '../access/data-key.ts';
import { requestedIn } from '../access/request-context.ts';
import { resourceKinds } from '../access/resource-kinds.ts';
import { judge } from '../judge.ts';
import { all, any, conditional, HOLDS, type Outcome, step, unknown } from '../outcome.ts';
import { relationOf } from '../relation.ts';
import type { Rule } from '../rule.ts';
import { judgeTagged } from '../tagged.ts';
import { administratorPolicy, IAM_CONTEXT } from './administrator-index.ts';

export const accountControls: Rule = {
  id: 'aws-account-controls',
  title: 'An administrator controls what is in the account',
  kind: 'controls',
  techniques: ['T1098.001', 'T1098.003'],
  enables:
    'An administrator can make keys for users, change the trust of roles, and change the policies of resources in the account.',
  fix: 'Nothing inside the account stops its administrators; keep them few, or limit them from the organization.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user.html'],
  subject: 'account',
  derive(account, { aws: { guardrails } }, emit) {
    for (const principal of account.principals) {
      if ('unmodifiable' in principal && principal.unmodifiable) continue;
      const relation = relationOf(
        'controls',
        'aws-account-controls',
        { id: account.arn, ref: principal.ref },
        principal.id,
        become(account, principal, guardrails.of(account.id)),
        '',
      );
      if (relation) emit(relation);
    }
    for (const resource of account.resources) {
      if (isAwsManagedKey(resource.fact)) continue;
      const relation = relationOf(
        'controls',
        'aws-account-controls',
        { id: account.arn, ref: resource.fact.ref },
        resource.fact.arn,
        control(account, resource, guardrails.of(account.id)),
        `An administrator of account ${account.id} can take over ${resource.fact.name}.`,
      );
      if (relation) emit(relation);
    }
  },
};

/** How an administrator becomes a principal; the account itself lets it, and the organization may not. */
function become(account: Account, principal: Principal, guards: AccountGuardrails): Outcome {
  const can = principal.kind === 'user' ? 'make credentials for' : 'change the trust policy of';
  const says = step(principal.ref, `An administrator of account ${account.id} can ${can} ${principal.name}.`);
  const holds: Outcome = { ...HOLDS, steps: [says] };
  if (!isGuarded(guards)) return holds;
  const asker = administratorOf(account, principal.ref, guards);
  const ways = BECOME[principal.kind].map((action) =>
    judgeTagged(
      asker,
      asker.set,
      action,
      principal.arn,
      { context: IAM_CONTEXT },
      principal.fact.tagsKnown ? principal.fact.tags : null,
    ),
  );
  return all([holds, any(ways) ?? HOLDS]);
}

const BECOME: Readonly<Record<Principal['kind'], readonly string[]>> = {
  user: ['iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:UpdateLoginProfile'],
  role: ['iam:UpdateAssumeRolePolicy'],
};

function control(account: Account, resource: Resource, guards: AccountGuardrails): Outcome {
  const { fact, policy } = resource;
  const says = step(fact.ref, `An administrator of account ${account.id} can take over ${fact.name}.`);
  if (fact.kind === 'kms-key' && fact.policy.state !== 'document')
    return unknown('kms:GetKeyPolicy was not collected: a key policy may keep administrators out', [says]);
  if (!policy && !isGuarded(guards)) return { ...HOLDS, steps: [says] };
  const within = (limits: AccountGuardrails) => {
    const asker = administratorOf(account, fact.ref, limits);
    return any(
      resourceKinds[fact.kind].takeOver.map((action) =>
        judge(asker, asker.set, action, fact.arn, {
          resourcePolicy: policy ?? undefined,
          resourceAccount: account.id,
          context: {
            ...asker.context,
            ...requestedIn(resource),
            'kms:CallerAccount': account.id,
            'kms:ViaService': [],
          },
        }),
      ),
    ) as Outcome;
  };
  const way = within(guards);
  if (way.verdict !== 'deny') return all([{ ...HOLDS, steps: [says] }, way]);
  // What the organization denies, it denies the root user of the account as well.
  if (isGuarded(guards) && within(guards.all.lifted.of(account.id)).verdict !== 'deny') return way;
  return fact.kind === 's3-bucket'
    ? conditional(
        `the bucket policy denies administrators; the root user of account ${account.id} can still delete it`,
        [
          says,
          ...way.blockers.flatMap((each) =>
            each.observation
              ? [{ observation: each.observation, pointer: each.pointer, says: each.says }]
              : [],
          ),
        ],
      )
    : way;
}

const UNNAMED: RequestContext = { 'aws:PrincipalArn': null, 'aws:userid': null, 'aws:username': null };

/** A principal that stands for any administrator of the account. */
function administratorOf(account: Account, ref: EvidenceRef, guards: AccountGuardrails) {
  return {
    arn: `arn:${account.partition}:iam::${account.id}:role/any-administrator`,
    name: `any administrator of ${account.id}`,
    // Policies of the organization often except someone by name, who may be an administrator.
    context: guards.scp.anyPersonal ? UNNAMED : {},
    guards,
    notBefore: account.notBefore,
    ref,
    set: powerSet(
      `administrator of ${account.id}`,
      [administratorPolicy('the policy of an administrator')],
      null,
    ),
  };
}
