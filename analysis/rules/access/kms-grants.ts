import { principalNamed } from '../../aws/estate/estate.ts';
import { step } from '../outcome.ts';
import type { Rule } from '../rule.ts';

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
  derive({ fact }, scene, emit) {
    const done = new Set<string>();
    for (const { grantee, operations, constraint, ref } of fact.grants) {
      if (!operations.includes('Decrypt')) continue;
      const principal = principalNamed(scene.estate, grantee);
      const from = principal?.id ?? grantee;
      if (done.has(from)) continue;
      if (principal && scene.administrators.administers(principal).verdict === 'allow') continue;
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
