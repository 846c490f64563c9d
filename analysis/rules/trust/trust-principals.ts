import { isJsonObject, type Json } from '../../../schema/json.ts';
import { pointer } from '../../../schema/json-pointer.ts';
import type { EvidenceRef } from '../../../schema/records.ts';
import { namesAction, textList } from '../../aws/estate/touch.ts';
import { isCaller } from '../../aws/evaluate/caller.ts';
import { isAccountId, parseArn } from '../../aws/read/arn.ts';
import type { DocumentFact } from '../../aws/read/facts.ts';

/** Whom a trust policy's Allow statements name, and where. */
export type TrustedPrincipal = { readonly ref: EvidenceRef; readonly negated: boolean } & (
  | { readonly type: 'anyone' }
  | { readonly type: 'account'; readonly account: string }
  | { readonly type: 'arn'; readonly arn: string }
  /** A deleted principal, of which AWS shows only the unique id; or a text that names no kind of principal. */
  | { readonly type: 'unique-id'; readonly id: string }
  | { readonly type: 'service'; readonly service: string }
  | { readonly type: 'federated'; readonly provider: string }
);

const perDocument = new WeakMap<object, readonly TrustedPrincipal[]>();

export const ASSUME_ACTIONS = [
  'sts:AssumeRole',
  'sts:AssumeRoleWithWebIdentity',
  'sts:AssumeRoleWithSAML',
] as const;

/** Every principal named by an Allow statement for an AssumeRole action, in order. */
export function trustedPrincipals(trust: DocumentFact): readonly TrustedPrincipal[] {
  const { document } = trust;
  if (!isJsonObject(document)) return [];
  let found = perDocument.get(document);
  if (!found) {
    found = scan(document, trust.ref);
    perDocument.set(document, found);
  }
  return found;
}

function scan(document: Json, at: EvidenceRef): TrustedPrincipal[] {
  const statement = isJsonObject(document) ? document.Statement : undefined;
  const list: readonly (readonly [Json, string])[] = Array.isArray(statement)
    ? statement.map((each: Json, index) => [each, pointer('Statement', index)] as const)
    : [[statement ?? null, pointer('Statement')] as const];
  const found: TrustedPrincipal[] = [];
  for (const [each, place] of list) {
    if (!isJsonObject(each) || each.Effect !== 'Allow') continue;
    if (!ASSUME_ACTIONS.some((action) => namesAction(each, action))) continue;
    const ref = { observation: at.observation, pointer: at.pointer + place };
    if (each.NotPrincipal !== undefined) found.push({ type: 'anyone', ref, negated: true });
    const { Principal: principal } = each;
    if (principal === '*') found.push({ type: 'anyone', ref, negated: false });
    if (!isJsonObject(principal)) continue;
    for (const value of textList(principal.AWS)) found.push({ ...awsPrincipal(value), ref, negated: false });
    for (const value of textList(principal.Service))
      found.push({ ...servicePrincipal(value), ref, negated: false });
    for (const value of textList(principal.Federated))
      found.push({ ...federatedPrincipal(value), ref, negated: false });
  }
  return found;
}

function awsPrincipal(value: string) {
  if (value === '*') return { type: 'anyone' } as const;
  if (isAccountId(value)) return { type: 'account', account: value } as const;
  const arn = parseArn(value);
  if (arn?.service === 'iam' && arn.resource === 'root' && isAccountId(arn.account))
    return { type: 'account', account: arn.account } as const;
  if (arn && isCaller(value)) return { type: 'arn', arn: value } as const;
  return { type: 'unique-id', id: value } as const;
}

/** AWS keeps no policy with a service that is no host name; a file may hold one all the same. */
function servicePrincipal(value: string) {
  return isCaller(value)
    ? ({ type: 'service', service: value } as const)
    : ({ type: 'unique-id', id: value } as const);
}

function federatedPrincipal(value: string) {
  return isCaller(value)
    ? ({ type: 'federated', provider: value } as const)
    : ({ type: 'unique-id', id: value } as const);
}
