import type { Account, Resource } from '../../aws/estate/estate.ts';
import { isAccountId, parseArn } from '../../aws/read/arn.ts';
import { judge } from '../judge.ts';
import { all, any, blocked, conditional, HOLDS, type Outcome, unknown } from '../outcome.ts';
import type { Scene } from '../rule.ts';
import { type KeyAction, underGrants } from './key-grant.ts';
import { type AccessAsker, directly, requestedIn } from './request-context.ts';
import { resourceKinds } from './resource-kinds.ts';

/** Keys that AWS made for a service: their policies admit whoever the service lets in, and nobody can change them. */
export function isAwsManagedKey({ kind, attributes }: Resource['fact']): boolean {
  if (kind !== 'kms-key') return false;
  const { manager, aliases } = attributes;
  return (
    manager === 'AWS' ||
    (Array.isArray(aliases) && aliases.some((alias) => String(alias).startsWith('alias/aws/')))
  );
}

/**
 * The data of a resource under a KMS key can be read or written only by who may also use the key for it: one of the
 * customer's by its policy and its grants, one that AWS manages from its own account ("AWS managed keys" in the KMS
 * Developer Guide), and none without credentials.
 */
export function withKey(
  outcome: Outcome,
  action: KeyAction,
  asker: AccessAsker,
  resource: Resource,
  scene: Scene,
): Outcome {
  const { encryptionKey, account, kind, name, ref } = resource.fact;
  const named = typeof encryptionKey === 'string' ? encryptionKey : null;
  // A secret for which no key is named is under aws/secretsmanager.
  const isServiceKey =
    named === null ? kind === 'secret' && encryptionKey === null : /(^|:)alias\/aws\//.test(named);
  if (named === null && !isServiceKey) return outcome;
  const owner = named === null ? '' : (parseArn(named)?.account ?? '');
  const key =
    named === null
      ? undefined
      : keyNamed(scene.aws.accounts.get(isAccountId(owner) ? owner : account), named);
  if (isServiceKey || (key !== undefined && isAwsManagedKey(key.fact))) {
    if (asker.account === account) return outcome;
    const says = `${name} is encrypted with a key that AWS manages for account ${account}, which nobody outside it can use.`;
    return all([outcome, blocked(ref, says)]);
  }
  if (asker.arn === 'anonymous')
    return all([
      outcome,
      blocked(ref, `${name} is encrypted with ${named}, for which credentials are needed.`),
    ]);
  if (!key)
    return all([
      outcome,
      unknown(`kms:DescribeKey: the key ${named} that encrypts ${name} was not collected`),
    ]);
  if (key.fact.policy.state !== 'document')
    return all([outcome, unknown(`kms:GetKeyPolicy was not collected for the key that encrypts ${name}`)]);
  const context = {
    ...requestedIn(key),
    ...directly(asker),
    'kms:ViaService': `${resourceKinds[kind].via}.${key.fact.region}.amazonaws.com`,
  };
  const byPolicy = judge(asker, asker.set, action, key.fact.arn, {
    resourcePolicy: key.policy ?? undefined,
    resourceAccount: key.fact.account,
    context,
  });
  const ways =
    byPolicy.verdict === 'allow'
      ? [byPolicy]
      : [byPolicy, ...underGrants(asker, key, action, context, scene)];
  return all([outcome, any(ways) ?? byPolicy, stateOfKey(key)]);
}

/**
 * Keys that sign or agree on secrets decrypt nothing. Others do nothing while they are disabled, wait to be deleted or for
 * their material ("Key states of AWS KMS keys").
 */
export function stateOfKey({ fact }: Resource): Outcome {
  const { state, usage } = fact.attributes;
  if (typeof usage === 'string' && usage !== 'ENCRYPT_DECRYPT')
    return blocked(fact.ref, `The key ${fact.name} is for ${usage} and decrypts nothing.`);
  if (typeof state !== 'string' || state === 'Enabled' || state === 'Updating') return HOLDS;
  return conditional(`the key ${fact.name}, whose state is ${state}, is made usable again`);
}

/** The key by ARN, id or alias. */
function keyNamed(account: Account | undefined, name: string): Resource | undefined {
  return account?.resources.find(
    ({ fact }) =>
      fact.kind === 'kms-key' &&
      (fact.arn === name ||
        fact.name === name ||
        (Array.isArray(fact.attributes.aliases) &&
          fact.attributes.aliases.some((alias) => alias === name || name.endsWith(`:${alias}`)))),
  );
}
