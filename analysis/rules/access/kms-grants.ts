import { principalNamed, type Resource } from '../../aws/estate/estate.ts';
import { isCaller } from '../../aws/evaluate/caller.ts';
import { parseArn } from '../../aws/read/arn.ts';
import type { GrantFact } from '../../aws/read/facts.ts';
import { all, any } from '../outcome.ts';
import { relationOf } from '../relation.ts';
import type { Rule, Scene } from '../rule.ts';
import { stateOfKey } from './data-key.ts';
import { underGrants } from './key-grant.ts';
import { outsider, snapshotOf } from './outsiders.ts';
import { type AccessAsker, directly, requestedIn } from './request-context.ts';

/** A grant allows by itself: neither the key policy nor the grantee's own policies need say so. */
export const kmsGrant: Rule = {
  id: 'aws-kms-grant',
  title: 'Decrypt with a KMS key by a grant',
  kind: 'can-decrypt',
  techniques: ['T1555.006'],
  enables: 'Decrypting what the key encrypts, until the grant is retired or revoked.',
  fix: 'Revoke grants that nothing needs; limit kms:CreateGrant with kms:GrantIsForAWSResource.',
  references: ['https://docs.aws.amazon.com/kms/latest/developerguide/grants.html'],
  subject: 'resource',
  derive(key, scene, emit) {
    const done = new Set<string>();
    for (const grant of key.fact.grants) {
      const asker = granteeOf(grant, key, scene);
      if (asker === null || done.has(asker.id)) continue;
      done.add(asker.id);
      const context = { ...requestedIn(key), ...directly(asker) };
      const best = any(underGrants(asker, key, 'kms:Decrypt', context, scene));
      if (best === null) continue;
      const says = `A grant on ${key.fact.name} lets ${grant.grantee} decrypt.`;
      const relation = relationOf(
        'can-decrypt',
        'aws-kms-grant',
        asker,
        key.fact.arn,
        all([best, stateOfKey(key)]),
        says,
      );
      if (relation) emit(relation);
    }
  },
};

/** Who holds the grant; null for an administrator of the key's account, whose one edge says it. */
function granteeOf(
  { grantee, ref }: GrantFact,
  { fact }: Resource,
  scene: Scene,
): (AccessAsker & { readonly id: string }) | null {
  const principal = principalNamed(scene.aws, grantee);
  if (principal !== null) {
    const administers = scene.administrators.administers(principal).verdict === 'allow';
    return administers && principal.account === fact.account ? null : principal;
  }
  // A unique id stands where the principal was deleted.
  if (!isCaller(grantee)) return null;
  const { guardrails } = scene.aws;
  const account = parseArn(grantee)?.account ?? '';
  return outsider(
    grantee,
    account,
    ref,
    grantee,
    snapshotOf({ fact, policy: null }, scene),
    guardrails.of(account),
  );
}
