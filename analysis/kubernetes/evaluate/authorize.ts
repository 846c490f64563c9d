import { isAtLeast } from '../read/version.ts';
import { type CompiledRule, rulesAbout, rulesAboutUrl } from './compiled-role.ts';
import { type Grant, groupKey, type RbacPolicy, userKey } from './policy.ts';
import { type Caller, isStreamByGet, MASTERS, type RbacRequest } from './request.ts';

/** What allows a request: rules of grants, or the group that RBAC is not asked about. */
export type Allowance =
  | {
      readonly by: 'rules';
      readonly steps: readonly { readonly grant: Grant; readonly rule: CompiledRule }[];
    }
  | { readonly by: 'masters' };

export interface Version {
  readonly major: number;
  readonly minor: number;
}

/**
 * Whether RBAC lets the caller have the request, and by what; null where nothing does. Without a version the newest
 * rules count.
 */
export function authorize(
  policy: RbacPolicy,
  caller: Caller,
  request: RbacRequest,
  version: Version | null,
): Allowance | null {
  if (caller.groups.includes(MASTERS)) return { by: 'masters' };
  const found = firstRule(policy, caller, request);
  if (!found) return null;
  if (!isStreamByGet(request) || (version && !isAtLeast(version, 35))) return { by: 'rules', steps: [found] };
  const create = firstRule(policy, caller, { ...request, verb: 'create' });
  return create ? { by: 'rules', steps: [found, create] } : null;
}

function firstRule(
  policy: RbacPolicy,
  caller: Caller,
  request: RbacRequest,
): { grant: Grant; rule: CompiledRule } | null {
  const keys = [userKey(caller.user), ...caller.groups.map(groupKey)];
  for (const key of keys)
    for (const grant of policy.grantsTo(key)) {
      const rule = ruleFor(grant, request);
      if (rule) return { grant, rule };
    }
  return null;
}

/** The first rule of a grant that allows the request; null where none does, or the grant holds elsewhere. */
export function ruleFor(grant: Grant, request: RbacRequest): CompiledRule | null {
  if (!('resource' in request)) {
    // A binding in a namespace gives nothing on URLs.
    if (grant.namespace !== null) return null;
    for (const rule of rulesAboutUrl(grant.compiled, request.verb, request.url)) return rule;
    return null;
  }
  if (grant.namespace !== null && grant.namespace !== request.namespace) return null;
  const { verb, group, resource, subresource, name } = request;
  for (const rule of rulesAbout(grant.compiled, verb, group, resource, subresource))
    if (rule.names === null || rule.names.has(name)) return rule;
  return null;
}
