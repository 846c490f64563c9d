import type { Estate, Role } from '../../aws/estate/estate.ts';
import { isAccountId, parseArn } from '../../aws/read/arn.ts';
import { blocked, HOLDS, type Outcome, unknown } from '../outcome.ts';

/** Whether tokens of a provider are taken for a role at all, and for which audiences; null where that is not known. */
export interface ProviderThere {
  readonly outcome: Outcome;
  readonly audiences: readonly string[] | null;
}

/**
 * STS looks for the issuer of a token among the OIDC providers of the role's own account, and takes it for the audiences
 * that are registered there ("Create an OpenID Connect (OIDC) identity provider in IAM").
 */
export function providerThere(provider: string, role: Role, { facts }: Estate): ProviderThere {
  const at = role.fact.trust?.ref ?? role.ref;
  const owner = parseArn(provider)?.account ?? '';
  if (isAccountId(owner) && owner !== role.account) {
    const says = `The provider ${provider} is of account ${owner}, and tokens for ${role.name} are looked up in account ${role.account}.`;
    return { audiences: null, outcome: blocked(at, says) };
  }
  const found = facts.providers.find(({ arn }) => arn === provider);
  if (found) return { audiences: found.audiences.length === 0 ? null : found.audiences, outcome: HOLDS };
  const asked = facts.coverage.find(
    ({ source, operation }) => source === role.source && operation === 'iam:ListOpenIDConnectProviders',
  );
  const outcome =
    asked?.status === 'complete'
      ? blocked(at, `The account has no OIDC provider ${provider}.`)
      : unknown(
          'iam:ListOpenIDConnectProviders: whether the account has the OIDC provider was not collected',
        );
  return { audiences: null, outcome };
}
