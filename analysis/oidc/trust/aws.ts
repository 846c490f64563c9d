import { isJsonObject, type Json } from '../../../schema/json.ts';
import type { CompiledPolicy } from '../../aws/evaluate/compiled.ts';
import { compilePolicy, evaluate } from '../../aws/evaluate/evaluate.ts';
import type { AwsRequest, RequestContext } from '../../aws/evaluate/types.ts';
import { type UnmetTest, unmetTests } from '../../aws/evaluate/why-not.ts';
import type { Issuer } from '../issuers/issuer.ts';
import { awsWays, COMMON_CLAIMS, WEB_IDENTITY } from './aws-ways.ts';
import type { Claims, Trust, TrustAnswer } from './trust.ts';

/** Stands for the account of a role where no provider's ARN says it. */
const SOME_ACCOUNT = '111111111111';

/**
 * A role's trust policy, asked by the policy evaluator as AssumeRoleWithWebIdentity.
 * @throws TrustpathError `input-refused` when it is no policy.
 */
export function awsTrust(document: Json, url: string, issuer: Issuer): Trust {
  const policy = compilePolicy({ document, ref: null, name: 'trust policy' }, 'resource');
  const host = url.replace(/^https?:\/\//, '');
  const { ways, notes } = awsWays(policy, host, issuer);
  return { ways, notes, accepts: (claims) => accepts(policy, host, issuer, claims) };
}

function accepts(policy: CompiledPolicy, host: string, issuer: Issuer, claims: Claims): TrustAnswer {
  const providers = providersNamed(policy, host);
  const context = contextOf(claims, host, issuer);
  let answer: TrustAnswer | null = null;
  for (const provider of providers) {
    const request = requestOf(provider, context);
    const { verdict, because, conditions } = evaluate(request, { resource: policy });
    if (verdict === 'allow') return { verdict, because: because.map(admission) };
    const unmet = verdict === 'deny' ? unmetTests(request, policy).map(sentence) : [];
    answer ??= {
      verdict: verdict === 'deny' ? 'deny' : 'unknown',
      because: unmet.length > 0 ? unmet : [...because, ...conditions],
    };
  }
  return (
    answer ?? { verdict: 'deny', because: [`No statement of the trust policy names the provider ${host}.`] }
  );
}

/** The request that presents a token to a role; `provider` is the ARN of the account's OIDC provider. */
export function requestOf(provider: string, context: RequestContext): AwsRequest {
  const account = provider.split(':')[4] || SOME_ACCOUNT;
  return {
    principal: provider,
    action: WEB_IDENTITY,
    resource: `arn:aws:iam::${account}:role/any`,
    resourceAccount: account,
    context,
  };
}

/** The ARNs of providers of the host that the policy names; one that stands for any where it names everyone. */
function providersNamed(policy: CompiledPolicy, host: string): readonly string[] {
  const found = new Set<string>();
  for (const { principal } of policy.statements) {
    if (principal === null) continue;
    for (const provider of principal.federated)
      if (provider.endsWith(`:oidc-provider/${host}`)) found.add(provider);
    if (principal.everyone || principal.not) found.add(`arn:aws:iam::${SOME_ACCOUNT}:oidc-provider/${host}`);
  }
  return [...found];
}

/**
 * The condition keys that AWS makes of a token ("IAM and AWS STS condition context keys"): `HOST:CLAIM` for the claims it
 * knows. Where a token has `azp`, that is `aud`, and its own audience is `oaud`.
 */
export function contextOf(claims: Claims, host: string, issuer: Issuer): RequestContext {
  const context: Record<string, string | readonly string[]> = Object.create(null);
  for (const claim of [...COMMON_CLAIMS, ...issuer.awsClaims]) {
    const value = claimValue(claims, claim);
    const texts = (Array.isArray(value) ? value : [value]).filter(
      (each) => each !== undefined && each !== null,
    );
    if (texts.length > 0) context[`${host}:${claim}`] = texts.map(textOf);
  }
  return context;
}

function claimValue(claims: Claims, claim: string): Json | undefined {
  if (claim === 'oaud') return claims.azp === undefined ? undefined : claims.aud;
  if (claim === 'aud') return claims.azp ?? claims.aud;
  return claims[claim];
}

function textOf(value: Json): string {
  return isJsonObject(value) || Array.isArray(value) ? JSON.stringify(value) : String(value);
}

/** The role and its account only stand for those of the policy, so that no sentence names them. */
function admission(says: string): string {
  return says.replace(/ allows sts:\S+ on \S+ to \S+\.$/, ' admits the token.');
}

function sentence({ title, key, operator, wanted, given }: UnmetTest): string {
  const list = wanted.map((each) => JSON.stringify(each)).join(' or ');
  const has =
    given === null
      ? `the token has no ${key}`
      : `${key} is ${given.map((each) => JSON.stringify(each)).join(', ')}`;
  return `${title} asks ${operator} ${key} ${list}; ${has}.`;
}
