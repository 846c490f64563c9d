import type { Role } from '../../aws/estate/estate.ts';
import { namesAction } from '../../aws/estate/touch.ts';
import { step } from '../../rules/outcome.ts';
import type { FindingDraft, FindingRule } from '../finding-rule.ts';
import { allowsAt, conditionKeys, principalsOf } from './statements.ts';

/** A trust in an OIDC provider that asks nothing of one claim. */
function asksNothingOf(
  claim: 'sub' | 'aud',
  role: Role,
  emit: (draft: FindingDraft) => void,
  words: string,
): void {
  const { trust } = role.fact;
  if (!trust) return;
  for (const at of allowsAt(trust.document, trust.ref)) {
    if (!namesAction(at.statement, 'sts:AssumeRoleWithWebIdentity')) continue;
    for (const provider of principalsOf(at.statement, 'Federated')) {
      const issuer = provider.split(':oidc-provider/')[1];
      if (issuer === undefined) continue;
      const keys = conditionKeys(at.statement);
      if (keys.has(`${issuer}:${claim}`.toLowerCase())) continue;
      emit({
        entity: role.id,
        detail: provider,
        title: `Role ${role.name} trusts ${issuer} ${words}`,
        proof: [
          step(
            at.ref,
            `${at.name} of the trust policy of ${role.name} has no condition on ${issuer}:${claim}.`,
          ),
        ],
        attributes: { provider, issuer },
      });
    }
  }
}

const REFERENCES = [
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html',
];

export const oidcWithoutSubject: FindingRule = {
  id: 'aws-oidc-without-subject',
  title: 'A role trusts an OIDC issuer whatever the subject',
  severity: 'high',
  confidence: 'high',
  techniques: ['T1199', 'T1550.001'],
  why: 'Any identity of the issuer that can name the audience gets the role; for a public build service that is every project of every customer.',
  remediation:
    'Add a condition on the subject (sub) that names exactly the repository, project or service account.',
  references: REFERENCES,
  subject: 'role',
  find: (role, _scene, emit) => asksNothingOf('sub', role, emit, 'whatever the subject'),
};

export const oidcWithoutAudience: FindingRule = {
  id: 'aws-oidc-without-audience',
  title: 'A role trusts an OIDC issuer whatever the audience',
  severity: 'medium',
  confidence: 'medium',
  techniques: ['T1199', 'T1550.001'],
  why: 'A token that was made for somebody else is accepted here; the list of audiences of the provider is all that limits it.',
  remediation: 'Add a condition on the audience (aud) with the one value that the callers ask for.',
  references: REFERENCES,
  subject: 'role',
  find: (role, _scene, emit) => asksNothingOf('aud', role, emit, 'whatever the audience'),
};
