import { principalNamed, type Resource } from '../../aws/estate/estate.ts';
import { type HeldPolicy, hold, powerSet } from '../../aws/estate/permissions.ts';
import { statementsOf } from '../../aws/estate/touch.ts';
import type { RequestContext } from '../../aws/evaluate/types.ts';
import { sessionParts } from '../../aws/read/arn.ts';
import type { GrantFact } from '../../aws/read/facts.ts';
import { judge } from '../judge.ts';
import { all, conditional, HOLDS, type Outcome, step, unknown } from '../outcome.ts';
import type { Scene } from '../rule.ts';
import type { AccessAsker } from './request-context.ts';

/** What a KMS key lets be done with the data it encrypts, in words. */
const WORDS = { 'kms:Decrypt': 'decrypt', 'kms:GenerateDataKey': 'encrypt new data' } as const;
export type KeyAction = keyof typeof WORDS;

/** What each grant on the key gives the asker. */
export function underGrants(
  asker: AccessAsker,
  key: Resource,
  action: KeyAction,
  context: RequestContext,
  scene: Scene,
): readonly Outcome[] {
  const operation = action.slice('kms:'.length);
  return key.fact.grants.flatMap((grant) => {
    if (!grant.operations.includes(operation)) return [];
    const grantee = principalNamed(scene.aws, grant.grantee)?.arn ?? grant.grantee;
    return grantee === asker.arn ? [underGrant(asker, key, grant, action, context)] : [];
  });
}

/**
 * A grant allows by itself, beside the key policy and the grantee's own; what is explicitly denied by either, or by the
 * organization, stays denied ("Grants in AWS KMS"). So all that may allow is added, and the evaluator asked for the rest.
 */
function underGrant(
  asker: AccessAsker,
  key: Resource,
  grant: GrantFact,
  action: KeyAction,
  context: RequestContext,
): Outcome {
  const { fact, policy } = key;
  const { set } = asker;
  const added = opened(policy);
  const may = powerSet(
    `${set.key}+grant`,
    [ANYTHING, ...set.identity, ...(set.boundary ? [set.boundary] : [])],
    null,
    set.missing,
  );
  const found = judge(asker, may, action, fact.arn, {
    resourcePolicy: added.policy,
    resourceAccount: fact.account,
    context,
  });
  if (found.verdict === 'deny') return found;
  const session = sessionParts(grant.grantee)?.session;
  return all([
    { ...HOLDS, steps: [step(grant.ref, `A grant on ${fact.name} lets ${grant.grantee} ${WORDS[action]}.`)] },
    { ...found, steps: found.steps.filter(({ pointer }) => pointer !== added.pointer) },
    ...(session === undefined ? [] : [conditional(`the role session is called ${JSON.stringify(session)}`)]),
    ...(grant.constraint === null ? [] : [conditional(grant.constraint)]),
    ...(fact.policy.state === 'unknown'
      ? [unknown(`kms:GetKeyPolicy was not collected for ${fact.name}: its policy may deny this`)]
      : []),
  ]);
}

const ALL = { Effect: 'Allow', Action: '*', Resource: '*' };
const ANYTHING = hold({ Version: '2012-10-17', Statement: [ALL] }, null, 'the grant');

/** The key policy with a statement that allows everyone, and where that stands: no step of a proof points there. */
function opened(policy: HeldPolicy | null): { readonly policy: HeldPolicy; readonly pointer: string } {
  const statements = policy === null ? [] : statementsOf(policy.document);
  const document = { Version: '2012-10-17', Statement: [...statements, { ...ALL, Principal: '*' }] };
  return {
    policy: hold(document, policy?.ref ?? null, policy?.name ?? 'the grant'),
    pointer: `${policy?.ref?.pointer ?? ''}/Statement/${statements.length}`,
  };
}
