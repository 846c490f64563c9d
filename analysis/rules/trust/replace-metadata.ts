import type { Role } from '../../aws/estate/estate.ts';
import { powerSet, reach } from '../../aws/estate/permissions.ts';
import { isNothing, mayTouch, touchOf } from '../../aws/estate/touch.ts';
import { IAM_CONTEXT } from '../administrator/administrator-index.ts';
import { judge } from '../judge.ts';
import { all, type Outcome } from '../outcome.ts';
import { relationOf } from '../relation.ts';
import type { Rule } from '../rule.ts';
import { trustedPrincipals } from './trust-principals.ts';

const none = powerSet('no policies', [], null);

/** Whoever writes the metadata of a SAML provider signs assertions for every role that trusts it. */
export const replaceMetadata: Rule = {
  id: 'aws-saml-metadata',
  title: 'Replace the metadata of a SAML provider (iam:UpdateSAMLProvider)',
  kind: 'can-become',
  techniques: ['T1484.002', 'T1606.002'],
  enables:
    'The holder has the provider accept assertions signed with a key of its own, and takes each role that trusts it.',
  fix: 'Grant iam:UpdateSAMLProvider to nobody but who manages sign-on for the account.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateSAMLProvider.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_saml.html',
  ],
  subject: 'principal',
  derive(principal, scene, emit) {
    const found = reach(principal.set, 'iam:UpdateSAMLProvider');
    if (isNothing(found) || scene.growth.surely(principal)) return;
    const touches = touchOf(found, principal);
    for (const role of scene.aws.accounts.get(principal.account)?.roles ?? []) {
      // Roles of IAM Identity Center trust a provider that is its own to change.
      if (role.id === principal.id || role.unmodifiable) continue;
      for (const provider of samlProviders(role)) {
        if (!mayTouch(touches, provider)) continue;
        const writes = judge(principal, principal.set, 'iam:UpdateSAMLProvider', provider, {
          context: IAM_CONTEXT,
        });
        const relation = relationOf(
          'can-become',
          'aws-saml-metadata',
          principal,
          role.id,
          all([writes, admits(role, provider)]),
          `${principal.name} may write the metadata of ${provider}.`,
        );
        if (!relation) continue;
        emit(relation);
        break;
      }
    }
  },
};

function samlProviders({ fact, account }: Role): readonly string[] {
  const named = fact.trust ? trustedPrincipals(fact.trust) : [];
  return named.flatMap((each) =>
    each.type === 'federated' && each.provider.includes(`::${account}:saml-provider/`) ? [each.provider] : [],
  );
}

/** What assertions say is the forger's own choice; the address that they are for is that of AWS's sign-in. */
function admits(role: Role, provider: string): Outcome {
  const asker = {
    arn: provider,
    context: { 'saml:aud': 'https://signin.aws.amazon.com/saml' },
    guards: role.guards.all.nobody,
    notBefore: role.notBefore,
    name: provider,
    ref: role.fact.trust?.ref ?? role.ref,
  };
  return judge(asker, none, 'sts:AssumeRoleWithSAML', role.arn, {
    resourcePolicy: role.trust ?? undefined,
    resourceAccount: role.account,
  });
}
