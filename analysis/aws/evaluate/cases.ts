import { TrustpathError } from '../../../schema/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../schema/json.ts';
import { pointer as jsonPointer } from '../../../schema/json-pointer.ts';
import { type CompiledPolicy, compilePolicy, evaluate } from './evaluate.ts';
import type { AwsRequest, Decision, PolicySet, PolicyType, RequestContext } from './types.ts';

/** The answer to one case: a decision in short, or why the case could not be evaluated. */
export type CaseAnswer =
  | {
      readonly id: Json;
      readonly verdict: Decision['verdict'];
      readonly kind: Decision['kind'];
      readonly because: readonly string[];
      readonly conditions: readonly string[];
    }
  | { readonly id: Json; readonly error: { readonly code: string; readonly message: string } };

const CASE_MEMBERS: ReadonlySet<string> = new Set([
  'id',
  'request',
  'identityPolicies',
  'resourcePolicy',
  'permissionBoundary',
  'sessionPolicies',
  'serviceControlPolicies',
  'resourceControlPolicies',
  'endpointPolicies',
  'unknownContext',
]);
const REQUEST_MEMBERS: ReadonlySet<string> = new Set([
  'principal',
  'action',
  'resource',
  'resourceAccount',
  'context',
]);

/**
 * Answers test cases one by one, in order; shapes in docs/command-line.md, "evaluate aws". A case that cannot be
 * evaluated answers with an error of its own.
 * @throws TrustpathError `input-refused` when the input is no array.
 */
export function evaluateCases(input: unknown): CaseAnswer[] {
  if (!Array.isArray(input)) throw refused('The input is not an array of cases.');
  return input.map((item: unknown) => {
    const id = isJsonObject(item) && item.id !== undefined ? item.id : null;
    try {
      const { verdict, kind, because, conditions } = evaluateCase(item);
      return { id, verdict, kind, because, conditions };
    } catch (error) {
      if (!(error instanceof TrustpathError)) throw error;
      return { id, error: { code: error.code, message: error.message } };
    }
  });
}

function evaluateCase(item: unknown): Decision {
  if (!isJsonObject(item)) throw refused('A case is a JSON object.');
  checkCaseMembers(item);
  const unknownContext = item.unknownContext ?? false;
  if (typeof unknownContext !== 'boolean') throw refused('/unknownContext: expected true or false.');
  return evaluate(readRequest(item.request, unknownContext), readPolicies(item));
}

function readRequest(json: Json | undefined, unknownContext: boolean): AwsRequest {
  if (!isJsonObject(json)) throw refused('/request: expected an object.');
  checkRequestMembers(json);
  const action = text(json, 'action');
  if (!/^[^:\s*?]+:[^:\s*?]+$/.test(action))
    throw refused(
      `/request/action: ${JSON.stringify(action)} is not an action: a service, a colon and a name.`,
    );
  const { resourceAccount } = json;
  if (
    resourceAccount !== undefined &&
    (typeof resourceAccount !== 'string' || !/^\d{12}$/.test(resourceAccount))
  )
    throw refused('/request/resourceAccount: expected an account id of 12 digits, as text.');
  return {
    principal: text(json, 'principal'),
    action,
    resource: text(json, 'resource'),
    context: readContext(json.context),
    unknownContext,
    ...(resourceAccount === undefined ? {} : { resourceAccount }),
  };
}

function text(json: JsonObject, member: string): string {
  const value = json[member];
  if (typeof value !== 'string' || value === '') throw refused(`/request/${member}: expected text.`);
  return value;
}

function readContext(json: Json | undefined): RequestContext {
  if (json === undefined) return {};
  if (!isJsonObject(json)) throw refused('/request/context: expected an object.');
  // Without a prototype, so that no key of the input is anything but a key.
  const context: Record<string, string | readonly string[] | null> = Object.create(null);
  for (const [key, value] of Object.entries(json)) {
    const items: readonly Json[] = Array.isArray(value) ? value : [value as Json];
    if (value !== null && !items.every(isScalar))
      throw refused(`/request/context${jsonPointer(key)}: expected text or a list of texts.`);
    context[key] = value === null ? null : Array.isArray(value) ? items.map(String) : String(value);
  }
  return context;
}

function isScalar(json: Json): boolean {
  return typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean';
}

function readPolicies(json: JsonObject): PolicySet<CompiledPolicy> {
  const resource = json.resourcePolicy;
  const boundary = json.permissionBoundary;
  return {
    identity: compileList(json.identityPolicies, 'identityPolicies', 'identity policy', 'identity'),
    session: compileList(json.sessionPolicies, 'sessionPolicies', 'session policy', 'session'),
    endpoint: compileList(json.endpointPolicies, 'endpointPolicies', 'VPC endpoint policy', 'endpoint'),
    scp: compileLevels(
      json.serviceControlPolicies,
      'serviceControlPolicies',
      'service control policy',
      'scp',
    ),
    rcp: compileLevels(
      json.resourceControlPolicies,
      'resourceControlPolicies',
      'resource control policy',
      'rcp',
    ),
    ...(resource === undefined || resource === null
      ? {}
      : { resource: compileOne(resource, 'resource policy', 'resource') }),
    ...(boundary === undefined || boundary === null
      ? {}
      : { boundary: compileOne(boundary, 'permission boundary', 'boundary') }),
  };
}

function compileList(
  json: Json | undefined,
  member: string,
  name: string,
  type: PolicyType,
): readonly CompiledPolicy[] {
  if (json === undefined || json === null) return [];
  if (!Array.isArray(json)) throw refused(`/${member}: expected a list of policies.`);
  return json.map((document: Json, index) => compileOne(document, `${name} ${index + 1}`, type));
}

function compileLevels(
  json: Json | undefined,
  member: string,
  name: string,
  type: PolicyType,
): readonly (readonly CompiledPolicy[])[] {
  if (json === undefined || json === null) return [];
  if (!Array.isArray(json)) throw refused(`/${member}: expected a list of levels.`);
  return json.map((level: Json, depth) => {
    if (!Array.isArray(level)) throw refused(`/${member}/${depth}: a level is a list of policies.`);
    return level.map((document: Json, index) =>
      compileOne(document, `${name} ${index + 1} of level ${depth + 1}`, type),
    );
  });
}

function compileOne(document: Json, name: string, type: PolicyType): CompiledPolicy {
  return compilePolicy({ document, ref: null, name }, type);
}

/**
 * Notes beside a case (what is expected, a description) are let be; a policy under a misspelt name, which nothing would
 * read, would change the answer unseen.
 */
function checkCaseMembers(item: JsonObject): void {
  for (const member of Object.keys(item)) {
    if (CASE_MEMBERS.has(member)) continue;
    const meant = [...CASE_MEMBERS].find((known) => isMisspelt(member, known));
    if (meant !== undefined)
      throw refused(`${jsonPointer(member)}: there is no such member; did you mean "${meant}"?`);
    const request = isJsonObject(item.request) ? item.request : {};
    if (REQUEST_MEMBERS.has(member) && request[member] === undefined)
      throw refused(`${jsonPointer(member)}: there is no such member; did you mean "/request/${member}"?`);
  }
}

function checkRequestMembers(json: JsonObject): void {
  for (const member of Object.keys(json)) {
    if (REQUEST_MEMBERS.has(member)) continue;
    const meant = [...REQUEST_MEMBERS].find((known) => isMisspelt(member, known));
    const hint = meant === undefined ? '.' : `; did you mean "${meant}"?`;
    throw refused(`/request${jsonPointer(member)}: there is no such member${hint}`);
  }
}

/** The same word in another case or number, or up to two letters apart; names as short as "id" are near everything. */
function isMisspelt(text: string, known: string): boolean {
  const [left, right] = [singular(text), singular(known)];
  if (left === right) return true;
  return known.length > 4 && editDistance(left, right) <= 2;
}

function singular(name: string): string {
  return name.toLowerCase().replace(/ies$/, 'y').replace(/s$/, '');
}

/** Letters inserted, removed or replaced (Levenshtein). */
function editDistance(left: string, right: string): number {
  if (Math.abs(left.length - right.length) > 2) return Infinity;
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const replaced = row[j - 1]! + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[right.length]!;
}

function refused(message: string): TrustpathError {
  return new TrustpathError('input-refused', message);
}
