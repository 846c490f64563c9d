import { type Principal, principalNamed } from '../../aws/estate/estate.ts';
import { decide, type HeldPolicy } from '../../aws/estate/permissions.ts';
import type { ResourceFact } from '../../aws/read/facts.ts';
import { step } from '../outcome.ts';
import type { Rule, Scene } from '../rule.ts';

function isAdministrator(principal: Principal, { administrators }: Scene): boolean {
  return administrators.administers(principal).verdict === 'allow';
}

/**
 * An explicit denial, by the grantee's own policies or by the key's, stands above a grant; so does what the organization
 * does not allow.
 */
function isDenied(principal: Principal, fact: ResourceFact, policy: HeldPolicy | null): boolean {
  const { verdict, kind, shut } = decide(principal, principal.set, 'kms:Decrypt', fact.arn, {
    ...(policy ? { resourcePolicy: policy } : {}),
    resourceAccount: fact.account,
  });
  return verdict === 'deny' && (kind === 'explicit' || shut !== undefined);
}

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
  derive({ fact, policy }, scene, emit) {
    const done = new Set<string>();
    for (const { grantee, operations, constraint, ref } of fact.grants) {
      if (!operations.includes('Decrypt')) continue;
      const principal = principalNamed(scene.aws, grantee);
      const from = principal?.id ?? grantee;
      if (done.has(from)) continue;
      if (principal?.account === fact.account && isAdministrator(principal, scene)) continue;
      if (principal && isDenied(principal, fact, policy)) continue;
      done.add(from);
      emit({
        from,
        to: fact.arn,
        kind: 'can-decrypt',
        rule: 'aws-kms-grant',
        verdict: constraint === null ? 'allow' : 'conditional',
        conditions: constraint === null ? [] : [constraint],
        proof: [step(ref, `A grant on ${fact.name} lets ${grantee} decrypt.`)],
      });
    }
  },
};
