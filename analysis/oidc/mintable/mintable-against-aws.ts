import type { CompiledPolicy } from '../../aws/evaluate/compiled.ts';
import { openGrants } from '../../aws/evaluate/open-grants.ts';
import type { PolicySet, RequestContext } from '../../aws/evaluate/types.ts';
import { type UnmetTest, unmetTests } from '../../aws/evaluate/why-not.ts';
import { requestOf } from '../trust/aws.ts';
import { type Fit, fits } from './fits.ts';
import { literalOf, type TokenShape, templateWords } from './template.ts';

/** A role that trusts an issuer by way of a provider of its account. */
export interface WebTrust {
  /** ARN of the account's OIDC provider. */
  readonly provider: string;
  /** The issuer's URL without its scheme. */
  readonly host: string;
  readonly role: string;
  readonly policies: PolicySet<CompiledPolicy>;
  readonly notBefore: number;
}

export type Acceptance =
  | {
      readonly kind: 'accepted';
      readonly statement: { readonly title: string; readonly pointer: string };
      readonly chosen: ReadonlyMap<string, string>;
      readonly conditions: readonly string[];
    }
  | { readonly kind: 'refused' }
  | { readonly kind: 'unknown'; readonly reasons: readonly string[] };

/** Whether the role's trust accepts a token of the shape: the first statement that does so with the fewest conditions. */
export function acceptance(trust: WebTrust, shape: TokenShape): Acceptance {
  const prefix = `${trust.host.toLowerCase()}:`;
  let best: Acceptance = { kind: 'refused' };
  for (const { when, title, pointer } of openGrants(requestFor(trust, shape), trust.policies)) {
    const fit = fits(when, shape, prefix);
    if (fit.kind === 'unknown' && best.kind === 'refused') best = fit;
    if (fit.kind !== 'fits') continue;
    const found = { kind: 'accepted', statement: { title, pointer }, ...taken(fit) } as const;
    if (found.conditions.length === 0) return found;
    if (best.kind !== 'accepted' || found.conditions.length < best.conditions.length) best = found;
  }
  return best;
}

function taken({ chosen, conditions }: Extract<Fit, { kind: 'fits' }>) {
  return { chosen, conditions };
}

/** Of a claim with free parts no value is given: what the policy asks of it is left in the formula. */
function requestFor(trust: WebTrust, shape: TokenShape, chosen?: ReadonlyMap<string, string>) {
  const context: Record<string, string | null> = {};
  for (const [claim, template] of shape.claims) {
    const value = literalOf(template);
    context[`${trust.host}:${claim}`] = value ?? (chosen ? templateWords(template) : null);
  }
  for (const [claim] of shape.open) context[`${trust.host}:${claim}`] = null;
  return {
    ...requestOf(trust.provider, context as RequestContext),
    resource: trust.role,
    unknownContext: true,
    completePrefixes: [`${trust.host.toLowerCase()}:`],
    notBefore: trust.notBefore,
  };
}

/**
 * The conditions of the trust that no token of the shape meets, each by itself; where all can be met one by one and not
 * together, none.
 */
export function refusals(trust: WebTrust, shape: TokenShape): readonly UnmetTest[] {
  const resource = trust.policies.resource;
  if (resource === undefined) return [];
  const prefix = `${trust.host.toLowerCase()}:`;
  const request = requestFor(trust, shape);
  return unmetTests(request, resource, (formula) => fits(formula, shape, prefix).kind === 'never').map(
    (unmet) => ({
      ...unmet,
      given: unmet.given ?? givenBy(shape, unmet.key.slice(prefix.length).toLowerCase()),
    }),
  );
}

function givenBy(shape: TokenShape, claim: string): readonly string[] | null {
  const template = shape.claims.get(claim);
  return template === undefined ? null : [templateWords(template)];
}
