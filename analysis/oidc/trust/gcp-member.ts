import { TrustpathError } from '../../../schema/errors.ts';
import type { Json } from '../../../schema/json.ts';

/** Whom a binding names of a workload identity pool (IAM documentation, "Principal identifiers"). */
export type Member =
  | { readonly kind: 'all' }
  | { readonly kind: 'subject' | 'group' | 'attribute'; readonly attribute: string; readonly value: string };

const MEMBER =
  /^(principal|principalSet):\/\/iam\.googleapis\.com\/projects\/[^/]+\/locations\/[^/]+\/workloadIdentityPools\/[^/]+\/(.+)$/;

/** @throws TrustpathError `input-refused` for what is no principal of a pool. */
export function parseMember(json: Json): Member {
  const [, scheme, rest = ''] = (typeof json === 'string' ? MEMBER.exec(json) : null) ?? [];
  if (scheme === 'principal' && rest.startsWith('subject/'))
    return { kind: 'subject', attribute: 'google.subject', value: rest.slice('subject/'.length) };
  if (scheme === 'principalSet') {
    if (rest === '*') return { kind: 'all' };
    if (rest.startsWith('group/'))
      return { kind: 'group', attribute: 'google.groups', value: rest.slice('group/'.length) };
    const attribute = /^(attribute\.[a-z0-9_]+)\/(.+)$/.exec(rest);
    if (attribute !== null)
      return { kind: 'attribute', attribute: attribute[1] as string, value: attribute[2] as string };
  }
  throw new TrustpathError(
    'input-refused',
    `/trust/gcp/member: ${JSON.stringify(json)} is no principal:// or principalSet:// of a workload identity pool.`,
  );
}

export function memberWords(member: Member): string {
  if (member.kind === 'all') return 'every identity of the pool';
  return `those whose ${member.attribute} is ${JSON.stringify(member.value)}`;
}
