import type { Role } from '../../aws/estate/estate.ts';
import { powerSet } from '../../aws/estate/permissions.ts';
import { judge } from '../judge.ts';
import { all, conditional, HOLDS, type Outcome } from '../outcome.ts';
import { relationOf } from '../relation.ts';
import type { Emit, Rule } from '../rule.ts';
import { providerThere } from './provider-there.ts';
import { trustedPrincipals } from './trust-principals.ts';

const none = powerSet('no policies', [], null);

export const webIdentity: Rule = {
  id: 'aws-web-identity',
  title: 'An OIDC provider admits identities to a role',
  kind: 'can-assume',
  techniques: ['T1199', 'T1550.001'],
  enables:
    'Whoever obtains a token of the provider with fitting claims gets a session of the role, without any AWS credential.',
  fix: 'Require in the trust policy the exact audience and subject that need the role; no wildcard that others can fit.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc.html'],
  subject: 'role',
  derive(role, { aws }, emit) {
    const there = (provider: string) =>
      provider.startsWith('arn:') ? providerThere(provider, role, aws).outcome : HOLDS;
    federation(role, 'sts:AssumeRoleWithWebIdentity', isOidc, there, 'aws-web-identity', emit);
  },
};

export const saml: Rule = {
  id: 'aws-saml',
  title: 'A SAML provider admits identities to a role',
  kind: 'can-assume',
  techniques: ['T1199', 'T1550.001'],
  enables: 'Whoever the identity provider asserts for the role gets a session of it.',
  fix: 'Protect the identity provider as what it is: it can hand out every role that trusts it.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_saml.html'],
  subject: 'role',
  derive(role, _scene, emit) {
    federation(
      role,
      'sts:AssumeRoleWithSAML',
      (provider) => provider.includes(':saml-provider/'),
      () => HOLDS,
      'aws-saml',
      emit,
    );
  },
};

/** An IAM OIDC provider's ARN, or one of the identity providers that AWS knows by name (Cognito and others). */
function isOidc(provider: string): boolean {
  return provider.includes(':oidc-provider/') || !provider.startsWith('arn:');
}

function federation(
  role: Role,
  action: string,
  fits: (provider: string) => boolean,
  there: (provider: string) => Outcome,
  rule: string,
  emit: Emit,
): void {
  if (!role.trust || !role.fact.trust) return;
  const done = new Set<string>();
  for (const trusted of trustedPrincipals(role.fact.trust)) {
    if (trusted.type !== 'federated' || !fits(trusted.provider) || done.has(trusted.provider)) continue;
    done.add(trusted.provider);
    const provider = trusted.provider;
    // What was not collected is no reason against it: the trust itself says that the provider was there.
    if (there(provider).verdict === 'deny') continue;
    const about = {
      arn: provider,
      context: {},
      guards: role.guards.all.nobody,
      notBefore: role.notBefore,
      name: provider,
      ref: trusted.ref,
    };
    const judged = judge(about, none, action, role.arn, {
      resourcePolicy: role.trust,
      resourceAccount: role.account,
    });
    const relation = relationOf(
      'can-assume',
      rule,
      { id: trusted.provider, ref: trusted.ref },
      role.id,
      mindful(judged),
      `The trust policy of ${role.name} names ${trusted.provider}.`,
    );
    if (relation) emit(relation);
  }
}

/** A provider vouches for many: even a trust without a condition needs a token of it. */
function mindful(outcome: Outcome): Outcome {
  if (outcome.verdict !== 'allow') return outcome;
  return all([
    outcome,
    conditional('a token of the provider is presented; the trust policy asks nothing of its claims'),
  ]);
}
