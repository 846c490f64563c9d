import { TrustpathError } from '../../../schema/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../schema/json.ts';
import { serviceAccountUser } from '../ids.ts';
import type { BindingFact, RoleFact } from '../read/facts.ts';
import type { Item } from '../read/item.ts';
import { groupOf } from '../read/kinds.ts';
import { readCustomResource } from '../read/objects.ts';
import { readBinding, readRole } from '../read/rbac.ts';
import { refusalOf } from '../read/refusals.ts';
import { listAt, objectAt, textAt, textsAt } from '../read/values.ts';
import { isAtLeast, parseVersion } from '../read/version.ts';
import { authorize, type Version } from './authorize.ts';
import { denialWords } from './denial-words.ts';
import { compilePolicy, type RbacPolicy } from './policy.ts';
import { type Caller, callerOf, type RbacRequest, resourceRequest } from './request.ts';
import { allowanceWords } from './words.ts';

export interface RbacAnswers {
  readonly answers: readonly JsonObject[];
  /** Objects that an API server would refuse, each in one line; they have no effect. */
  readonly refused: readonly string[];
}

const RBAC = 'rbac.authorization.k8s.io';

/**
 * Answers `{version?, objects, cases}` as docs/command-line.md describes it. Only the given objects exist.
 * @throws TrustpathError `input-refused` where the document as a whole is not of that shape.
 */
export function evaluateRbacCases(input: Json): RbacAnswers {
  if (!isJsonObject(input)) throw refuse('the document must be an object with "objects" and "cases"');
  const { cases, objects = [] } = input;
  if (!Array.isArray(cases)) throw refuse('"cases" must be a list');
  if (!Array.isArray(objects)) throw refuse('"objects" must be a list');
  const version = versionOf(input.version);
  const given = readObjects(objects as readonly Json[], version);
  const policy = compilePolicy(given.roles, given.bindings);
  return {
    answers: (cases as readonly Json[]).map((each, index) =>
      answer(each, index, policy, version, given.custom),
    ),
    refused: given.refused,
  };
}

function refuse(why: string): TrustpathError {
  return new TrustpathError('input-refused', `RBAC cases: ${why}.`);
}

function versionOf(value: Json | undefined): Version | null {
  if (value === undefined || value === null) return null;
  const parsed = typeof value === 'string' ? parseVersion(value) : null;
  if (!parsed) throw refuse(`"version" ${JSON.stringify(value)} is not like "1.33"`);
  return parsed;
}

interface Given {
  readonly roles: readonly RoleFact[];
  readonly bindings: readonly BindingFact[];
  readonly custom: ReadonlyMap<string, boolean>;
  readonly refused: readonly string[];
}

function readObjects(objects: readonly Json[], version: Version | null): Given {
  const roles = new Map<string, RoleFact>();
  const bindings = new Map<string, BindingFact>();
  const custom = new Map<string, boolean>();
  const refused: string[] = [];
  for (const [pointer, value] of flat(objects, '/objects')) {
    const kind = isJsonObject(value) ? textAt(value, 'kind') : null;
    if (!isJsonObject(value) || kind === null) {
      refused.push(`${pointer}: not an object of Kubernetes: it has no kind`);
      continue;
    }
    const apiVersion = textAt(value, 'apiVersion');
    const item: Item = {
      cluster: 'cases',
      source: 'cases',
      observation: 'sha256:',
      pointer,
      kind,
      group: groupOf(apiVersion ?? ''),
      value,
    };
    if (kind === 'CustomResourceDefinition') {
      const { group, plural, namespaced } = readCustomResource(item);
      if (namespaced !== null) custom.set(`${group}/${plural}`, namespaced);
    }
    const isRole = kind === 'Role' || kind === 'ClusterRole';
    if (!isRole && kind !== 'RoleBinding' && kind !== 'ClusterRoleBinding') continue;
    const name = textAt(objectAt(value, 'metadata'), 'name') ?? '?';
    const refusal = refuseApiVersion(apiVersion, version) ?? refusalOf(kind, value);
    if (refusal !== null) refused.push(`${pointer}: ${kind} ${name} has no effect: ${refusal}`);
    else if (isRole) {
      const role = readRole(item);
      roles.set(role.id, role);
    } else {
      const binding = readBinding(item);
      bindings.set(binding.id, binding);
    }
  }
  return { roles: [...roles.values()], bindings: [...bindings.values()], custom, refused };
}

/** Objects one by one, out of lists of any kind. */
function* flat(objects: readonly Json[], at: string): Generator<readonly [string, Json]> {
  for (const [index, each] of objects.entries()) {
    const kind = isJsonObject(each) ? textAt(each, 'kind') : null;
    if (isJsonObject(each) && kind?.endsWith('List') && Array.isArray(each.items))
      yield* flat(
        listAt(each, 'items').map((item) =>
          isJsonObject(item) && kind !== 'List'
            ? { kind: kind.slice(0, -'List'.length), apiVersion: each.apiVersion ?? null, ...item }
            : item,
        ),
        `${at}/${index}/items`,
      );
    else yield [`${at}/${index}`, each];
  }
}

/** v1beta1 and v1alpha1 went in 1.22. */
function refuseApiVersion(apiVersion: string | null, version: Version | null): string | null {
  // An API server takes what is sent to the path of a kind for that kind, whether or not it repeats it.
  if (apiVersion === null || apiVersion === `${RBAC}/v1`) return null;
  const old = version !== null && !isAtLeast(version, 22);
  if (old && (apiVersion === `${RBAC}/v1beta1` || apiVersion === `${RBAC}/v1alpha1`)) return null;
  return `apiVersion is ${JSON.stringify(apiVersion)}, not ${RBAC}/v1`;
}

function answer(
  value: Json,
  index: number,
  policy: RbacPolicy,
  version: Version | null,
  custom: ReadonlyMap<string, boolean>,
): JsonObject {
  const id = isJsonObject(value) ? (value.id ?? null) : null;
  const asked = isJsonObject(value) ? questionOf(value, custom) : `case ${index + 1} is not an object`;
  if (typeof asked === 'string') return { id, error: { code: 'input-refused', message: asked } };
  const { caller, request } = asked;
  const allowance = authorize(policy, caller, request, version);
  return allowance
    ? { id, verdict: 'allow', because: [...allowanceWords(allowance)] }
    : { id, verdict: 'deny', because: [...denialWords(policy, caller, request, version)] };
}

function questionOf(
  value: JsonObject,
  custom: ReadonlyMap<string, boolean>,
): { caller: Caller; request: RbacRequest } | string {
  const verb = textAt(value, 'verb');
  if (verb === null) return '"verb" is missing';
  const account = textAt(value, 'serviceAccount');
  const [namespace, name, ...more] = account?.split('/') ?? [];
  if (account !== null && (!namespace || !name || more.length > 0))
    return `"serviceAccount" ${JSON.stringify(account)} is not like "namespace/name"`;
  const user = namespace && name ? serviceAccountUser(namespace, name) : (textAt(value, 'user') ?? '');
  const caller = callerOf(user, textsAt(value, 'groups'));
  const url = textAt(value, 'nonResourceURL');
  if (url !== null) return { caller, request: { verb, url } };
  const resource = textAt(value, 'resource');
  if (resource === null) return '"resource" or "nonResourceURL" is missing';
  const optional = (member: string) => textAt(value, member) ?? undefined;
  return {
    caller,
    request: resourceRequest(
      {
        verb,
        resource,
        group: optional('group'),
        subresource: optional('subresource'),
        namespace: optional('namespace'),
        name: optional('name'),
      },
      custom,
    ),
  };
}
