import { authorize, type Version } from './authorize.ts';
import { type CompiledRule, rulesAbout } from './compiled-role.ts';
import { type Grant, groupKey, type RbacPolicy, subjectKey, userKey } from './policy.ts';
import { type Caller, isStreamByGet, type RbacRequest } from './request.ts';
import { bindingName, grantWords, requestWords, roleName, ruleWords } from './words.ts';

export interface NearMiss {
  readonly grant: Grant;
  readonly rule: CompiledRule;
  readonly says: string;
}

/** Rules that would allow the request but for one thing: the namespace, the name, or the verb 1.35 asks for besides. */
export function nearMisses(
  policy: RbacPolicy,
  caller: Caller,
  request: RbacRequest,
  version: Version | null,
): readonly NearMiss[] {
  if (!('resource' in request)) return [];
  const found: NearMiss[] = [];
  const { verb, group, resource, subresource, name, namespace } = request;
  const openByGet =
    isStreamByGet(request) &&
    authorize(policy, caller, request, { major: 1, minor: 34 }) !== null &&
    !authorize(policy, caller, request, version);
  for (const key of [userKey(caller.user), ...caller.groups.map(groupKey)])
    for (const grant of policy.grantsTo(key))
      for (const rule of rulesAbout(grant.compiled, verb, group, resource, subresource)) {
        const where = grant.namespace;
        if (where !== null && where !== namespace)
          found.push({
            grant,
            rule,
            says:
              namespace === ''
                ? `${bindingName(grant.binding)} gives it in namespace ${where} only, and ${resource} asked for the whole cluster needs a ClusterRoleBinding.`
                : `${bindingName(grant.binding)} gives it in namespace ${where}, not in ${namespace}.`,
          });
        else if (rule.names !== null && !rule.names.has(name))
          found.push({
            grant,
            rule,
            says:
              name === ''
                ? `${ruleWords(rule)} A request to ${verb} ${verb === 'create' || verb === 'deletecollection' ? 'has no name, so that a rule with names never allows it' : 'without a name is not covered by a rule with names'}.`
                : `${ruleWords(rule)} ${JSON.stringify(name)} is not among the names.`,
          });
        else if (openByGet)
          found.push({
            grant,
            rule,
            says: `${ruleWords(rule)} From Kubernetes 1.35 a WebSocket into a pod needs create as well, which nothing gives.`,
          });
      }
  return found;
}

/** Why a request is denied, in words, the nearest misses first. */
export function denialWords(
  policy: RbacPolicy,
  caller: Caller,
  request: RbacRequest,
  version: Version | null,
): readonly string[] {
  const keys = [userKey(caller.user), ...caller.groups.map(groupKey)];
  const near = nearMisses(policy, caller, request, version).map(({ says }) => says);
  const dangling = policy.dangling
    .filter(({ subjects }) => subjects.some((each) => keys.includes(subjectKey(each))))
    .map(
      (binding) =>
        `${bindingName(binding)} refers to ${binding.role.kind} ${binding.role.name}, which does not exist: it gives nothing.`,
    );
  const grants = keys.flatMap((key) => policy.grantsTo(key));
  const inert =
    'url' in request
      ? grants
          .filter((grant) => grant.namespace !== null && grant.compiled.urls.length > 0)
          .map((grant) => `${grantWords(grant)} Rules about URLs give nothing through a RoleBinding.`)
      : grants.flatMap((grant) => wildcards(grant, request));
  const last = `Nothing that ${caller.user === '' ? 'the groups have' : `${caller.user} has`} allows ${requestWords(request)}.`;
  return [...new Set([...near, ...inert, ...dangling])].slice(0, 6).concat(last);
}

/** `pods/*` looks like a wildcard and is none. */
function wildcards({ compiled }: Grant, request: Extract<RbacRequest, { resource: string }>): string[] {
  if (request.subresource === '') return [];
  const rules = compiled.byResource.get(`${request.resource}/*`) ?? [];
  return rules.map(
    ({ rule, role }) =>
      `Rule ${rule.index + 1} of ${roleName(role)} says ${request.resource}/*, which is no wildcard and matches no subresource.`,
  );
}
