import type { Role } from '../../aws/estate/estate.ts';
import { statementsFor } from '../../aws/evaluate/compile-policy.ts';
import type { Test } from '../../aws/evaluate/compiled.ts';
import { COMMON_CLAIMS, WEB_IDENTITY } from '../../oidc/trust/aws-ways.ts';
import { step } from '../../rules/outcome.ts';
import type { FindingRule } from '../finding-rule.ts';
import { type RoleTrust, webTrustsOf } from './web-trusts.ts';

const REFERENCES = [
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif',
];

/** Tests of the statements that admit tokens, with the claim that each is about. */
function eachTest(
  role: Role,
  see: (test: Test, claim: string, known: boolean, trust: RoleTrust, ref: RoleTrust['ref']) => void,
): void {
  for (const trust of webTrustsOf(role)) {
    const prefix = `${trust.host.toLowerCase()}:`;
    const known = new Set([...COMMON_CLAIMS, ...trust.issuer.awsClaims].map((each) => each.toLowerCase()));
    for (const statement of statementsFor(trust.policy, WEB_IDENTITY).allow)
      for (const test of statement.tests)
        if (test.lowerKey.startsWith(prefix)) {
          const claim = test.lowerKey.slice(prefix.length);
          const ref = { observation: trust.ref.observation, pointer: statement.pointer };
          see(test, claim, known.has(claim), trust, ref);
        }
  }
}

export const literalStar: FindingRule = {
  id: 'oidc-trust-literal-star',
  title: 'A star is compared letter by letter',
  severity: 'low',
  confidence: 'high',
  techniques: [],
  why: 'StringEquals knows no wildcards: a star in its value is a letter like others, no subject holds one, and the trust admits nobody by it.',
  remediation: 'Write the subject out; or use StringLike, where a pattern is really meant.',
  references: REFERENCES,
  subject: 'role',
  find(role, _scene, emit) {
    eachTest(role, ({ operator, key, values }, claim, known, { host }, ref) => {
      const starred = values.filter(({ text }) => text.includes('*'));
      if (!known || claim === 'aud' || operator.negated || starred.length === 0) return;
      if (operator.family !== 'string' && operator.family !== 'string-ignore-case') return;
      emit({
        entity: role.id,
        detail: `${host}:${claim}`,
        title: `Role ${role.name}: ${operator.name} on ${claim} holds a star, which matches nothing`,
        proof: [step(ref, `${operator.name} ${key} ${JSON.stringify(starred[0]?.text)} has no wildcard.`)],
      });
    });
  },
};

export const passedByMissing: FindingRule = {
  id: 'oidc-trust-passed-by-missing-claim',
  title: 'A condition also holds for tokens that lack the claim',
  severity: 'high',
  confidence: 'high',
  techniques: ['T1199'],
  why: 'ForAllValues and IfExists hold where the key is missing or misspelled, so that the condition lets everybody through who has no such claim.',
  remediation: 'Use the plain operator, or require the claim with a Null condition besides.',
  references: REFERENCES,
  subject: 'role',
  find(role, _scene, emit) {
    eachTest(role, ({ operator, key }, claim, known, { host }, ref) => {
      const passes = (operator.quantifier === 'all' || operator.ifExists) && !operator.negated;
      // Every token has subject and audience.
      if (!passes || (known && (claim === 'sub' || claim === 'aud'))) return;
      emit({
        entity: role.id,
        detail: `${host}:${claim}`,
        title: `Role ${role.name}: ${operator.name} on ${claim} is passed by tokens without it`,
        severity: known ? 'medium' : 'high',
        proof: [
          step(
            ref,
            known
              ? `${operator.name} ${key} holds where the claim is missing.`
              : `${key} is no key that AWS knows, so ${operator.name} always holds.`,
          ),
        ],
      });
    });
  },
};

export const unknownKey: FindingRule = {
  id: 'oidc-trust-unknown-claim',
  title: 'A condition asks for a claim of which AWS makes no key',
  severity: 'low',
  confidence: 'high',
  techniques: [],
  why: 'A key that is never in a request never matches: the statement admits nobody.',
  remediation: 'Use a claim that AWS reads of this issuer, such as sub, repository_id, ref or environment.',
  references: REFERENCES,
  subject: 'role',
  find(role, _scene, emit) {
    eachTest(role, ({ operator, key }, claim, known, { host }, ref) => {
      if (
        known ||
        operator.negated ||
        operator.quantifier === 'all' ||
        operator.ifExists ||
        operator.family === 'null'
      )
        return;
      emit({
        entity: role.id,
        detail: `${host}:${claim}`,
        title: `Role ${role.name}: no request has the key ${key}`,
        proof: [step(ref, `${operator.name} ${key} never holds.`)],
      });
    });
  },
};
