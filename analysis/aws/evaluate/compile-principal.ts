import { isJsonObject, type JsonObject } from '../../../schema/json.ts';
import { pointer as jsonPointer } from '../../../schema/json-pointer.ts';
import { isAccountId, splitArn } from './arn.ts';
import type { PrincipalPattern } from './compiled.ts';
import { type StatementPlace, stringList } from './statement-place.ts';

const KINDS: ReadonlySet<string> = new Set(['AWS', 'Federated', 'Service', 'CanonicalUser']);

/**
 * Compiles Principal or NotPrincipal (IAM User Guide, "AWS JSON policy elements: Principal"). A wildcard stands alone:
 * "You cannot use a wildcard to match part of a principal name or ARN", so such text matches nobody. Ids like AROA… are
 * principals that were deleted: they match nobody either.
 */
export function compilePrincipal(
  statement: JsonObject,
  path: string,
  place: StatementPlace,
): PrincipalPattern | null {
  const not = statement.Principal === undefined;
  const name = not ? 'NotPrincipal' : 'Principal';
  const json = statement[name];
  if (json === undefined) return null;
  const pattern = {
    not,
    everyone: false,
    accounts: new Set<string>(),
    arns: new Set<string>(),
    roles: new Set<string>(),
    services: new Set<string>(),
    federated: new Set<string>(),
    canonicalUsers: [] as string[],
  };
  if (json === '*') return { ...pattern, everyone: true };
  const at = `${path}/${name}`;
  if (!isJsonObject(json)) {
    place.report(at, `${name} is "*" or an object with AWS, Federated, Service or CanonicalUser`);
    // What is not understood might name anyone; the statement carries the problem.
    return { ...pattern, not: false, everyone: true };
  }
  for (const [kind, value] of Object.entries(json)) {
    if (!KINDS.has(kind)) {
      place.report(`${at}${jsonPointer(kind)}`, `${name} has no member "${kind}"`);
      return { ...pattern, not: false, everyone: true };
    }
    const texts = stringList(value, `${at}${jsonPointer(kind)}`, place.report);
    if (texts === null) return { ...pattern, not: false, everyone: true };
    for (const text of texts) {
      // "AWS": "*" and "*" are equivalent, and only a lone star is a wildcard.
      if (text === '*') pattern.everyone = true;
      else if (kind === 'Service') pattern.services.add(text.toLowerCase());
      else if (kind === 'Federated') pattern.federated.add(text);
      else if (kind === 'CanonicalUser') pattern.canonicalUsers.push(text);
      else addAws(pattern, text);
    }
  }
  return pattern;
}

function addAws(
  pattern: { accounts: Set<string>; arns: Set<string>; roles: Set<string> },
  text: string,
): void {
  if (isAccountId(text)) {
    pattern.accounts.add(text);
    return;
  }
  const arn = splitArn(text);
  if (arn?.service === 'iam' && arn.resource === 'root') pattern.accounts.add(arn.account);
  else if (arn?.service === 'iam' && arn.resource.startsWith('role/'))
    pattern.roles.add(`${arn.account}/${arn.resource.slice(arn.resource.lastIndexOf('/') + 1)}`);
  else pattern.arns.add(text);
}
