import { isJsonObject, type Json, type JsonObject } from '../../../schema/json.ts';
import { below, type Edit, replace } from '../edit.ts';
import type { EditsOf } from './edits-of.ts';
import { notChangeable, notFound } from './find.ts';

/**
 * Each statement that lets tokens of the issuer in asks for these subjects, and no other condition on the subject is
 * left (IAM User Guide, "Creating a role for web identity or OpenID Connect federation").
 */
export const tightenTrust: EditsOf<'tighten-trust'> = (change, { estates }) => {
  const role = estates.aws.principals.get(change.role);
  if (role?.fact.kind !== 'role') throw notFound('role', change.role);
  const { trust } = role.fact;
  if (!trust) throw notChangeable(change.role, 'its trust policy was not collected');
  const issuer = change.issuer.replace(/^https:\/\//, '');
  const statements = isJsonObject(trust.document) ? trust.document.Statement : undefined;
  const listed: readonly (readonly [string[], Json | undefined])[] = Array.isArray(statements)
    ? statements.map((each: Json, index) => [['Statement', String(index)], each])
    : [[['Statement'], statements]];
  const edits = listed.flatMap(([path, statement]): Edit[] => {
    if (!isJsonObject(statement) || statement.Effect !== 'Allow' || !trustsIssuer(statement, issuer))
      return [];
    return [replace(below(trust.ref, ...path, 'Condition'), narrowed(statement.Condition, issuer, change))];
  });
  if (edits.length === 0) throw notFound(`trust of ${role.name} in the issuer`, issuer);
  return edits;
};

function trustsIssuer({ Principal: principal }: JsonObject, issuer: string): boolean {
  const federated = isJsonObject(principal) ? principal.Federated : undefined;
  const named: readonly (Json | undefined)[] = Array.isArray(federated) ? federated : [federated];
  return named.some((each) => typeof each === 'string' && each.endsWith(`:oidc-provider/${issuer}`));
}

function narrowed(
  condition: Json | undefined,
  issuer: string,
  {
    subjects,
    audiences,
  }: { readonly subjects: readonly string[]; readonly audiences?: readonly string[] | undefined },
): JsonObject {
  const set = new Map([[`${issuer}:sub`, subjects]]);
  if (audiences) set.set(`${issuer}:aud`, audiences);
  const replaced = new Set([...set.keys()].map((key) => key.toLowerCase()));
  const next: Record<string, Json> = {};
  for (const [operator, keys] of Object.entries(isJsonObject(condition) ? condition : {})) {
    if (!isJsonObject(keys)) continue;
    const kept = Object.entries(keys).flatMap(([key, value]) =>
      replaced.has(key.toLowerCase()) || value === undefined ? [] : [[key, value] as const],
    );
    if (kept.length > 0) next[operator] = Object.fromEntries(kept);
  }
  for (const [key, values] of set) {
    const operator = values.some((value) => /[*?]/.test(value)) ? 'StringLike' : 'StringEquals';
    const known = next[operator];
    const value: Json = values.length === 1 ? (values[0] as string) : [...values];
    next[operator] = { ...(isJsonObject(known) ? known : {}), [key]: value };
  }
  return next;
}
