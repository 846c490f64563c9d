import { isJsonObject, type Json } from '../../schema/json.ts';
import { resolvePointer } from '../../schema/json-pointer.ts';

/** A policy document of AWS inside an observation, and the thing that has it. */
export type PolicyPlace = { readonly pointer: string; readonly document: Json } & (
  | {
      readonly kind: 'inline';
      readonly owner: 'user' | 'role' | 'group';
      readonly name: string;
      readonly arn: string;
      readonly policy: string;
    }
  | { readonly kind: 'trust'; readonly role: string }
  | { readonly kind: 'managed'; readonly arn: string; readonly version: string }
);

const OWNERS = { UserName: 'user', RoleName: 'role', GroupName: 'group' } as const;

/** The policy that a place stands in or is; null where it stands in none that a command can replace. */
export function policyAround(observation: Json, pointer: string): PolicyPlace | null {
  const match = /^(.*)\/(PolicyDocument|AssumeRolePolicyDocument|Document)(\/|$)/.exec(pointer);
  if (!match) return null;
  const [, above = '', member = ''] = match;
  const at = `${above}/${member}`;
  const document = resolvePointer(observation, at);
  const holder = resolvePointer(observation, above);
  if (document === undefined || !isJsonObject(holder)) return null;
  const place = { pointer: at, document };
  if (member === 'AssumeRolePolicyDocument')
    return typeof holder.RoleName === 'string' ? { ...place, kind: 'trust', role: holder.RoleName } : null;
  if (member === 'Document') {
    const policy = resolvePointer(observation, above.replace(/\/PolicyVersionList\/\d+$/, ''));
    if (!isJsonObject(policy) || typeof policy.Arn !== 'string') return null;
    return { ...place, kind: 'managed', arn: policy.Arn, version: String(holder.VersionId ?? '') };
  }
  const owner = resolvePointer(observation, above.replace(/\/[^/]+\/\d+$/, ''));
  if (!isJsonObject(owner) || typeof holder.PolicyName !== 'string') return null;
  for (const [key, kind] of Object.entries(OWNERS)) {
    const name = owner[key];
    if (typeof name === 'string')
      return {
        ...place,
        kind: 'inline',
        owner: kind,
        name,
        arn: String(owner.Arn ?? ''),
        policy: holder.PolicyName,
      };
  }
  return null;
}
