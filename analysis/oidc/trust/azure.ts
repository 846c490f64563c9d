import { TrustpathError } from '../../../schema/errors.ts';
import { isJsonObject, type Json } from '../../../schema/json.ts';
import { compileGlob, globMatches } from '../../aws/evaluate/glob.ts';
import type { Way } from '../judgement.ts';
import { exactly, like, type TextPattern } from '../text-pattern.ts';
import { type ClaimComparison, parseClaimsExpression } from './claims-expression.ts';
import type { Claims, Trust, TrustAnswer } from './trust.ts';

/**
 * A federated identity credential of Microsoft Entra: issuer, audience and subject compared exactly, with regard to case;
 * a flexible one has an expression in the subject's place. `url` is the issuer of the token at hand, as it came.
 * @throws TrustpathError `input-refused`.
 */
export function azureTrust(json: Json | undefined, url: string): Trust {
  if (!isJsonObject(json)) throw refused('/trust/azure: expected an object.');
  const { subject, claimsMatchingExpression: expression } = json;
  const issuer = text(json.issuer, 'issuer');
  const audiences = listOf(json.audiences);
  if (isSet(subject) === isSet(expression))
    throw refused('/trust/azure: exactly one of subject and claimsMatchingExpression is set.');
  const comparisons: readonly ClaimComparison[] = isSet(subject)
    ? [{ claim: 'sub', operator: 'eq', comparand: text(subject, 'subject') }]
    : parseClaimsExpression(text(expression, 'claimsMatchingExpression'));
  const accepted: readonly Way[] = issuer === url ? [{ claims: patternsOf(comparisons) }] : [];
  return {
    ways: accepted,
    notes: [],
    accepts: (claims) => accepts({ issuer, audiences, comparisons }, url, claims),
  };
}

interface Credential {
  readonly issuer: string;
  readonly audiences: readonly string[];
  readonly comparisons: readonly ClaimComparison[];
}

function accepts({ issuer, audiences, comparisons }: Credential, url: string, claims: Claims): TrustAnswer {
  const said: string[] = [];
  const issued = typeof claims.iss === 'string' ? claims.iss : url;
  if (issued !== issuer)
    said.push(
      `The credential names the issuer ${JSON.stringify(issuer)}, the token is of ${JSON.stringify(issued)}.`,
    );
  const audience = textsOf(claims.aud);
  if (!audience.some((each) => audiences.includes(each)))
    said.push(`The audience is ${list(audience)}, and the credential accepts ${list(audiences)}.`);
  for (const { claim, operator, comparand } of comparisons) {
    const [value, ...more] = textsOf(claims[claim]);
    const held =
      value !== undefined &&
      more.length === 0 &&
      (operator === 'eq' ? value === comparand : globMatches(compileGlob(comparand), value));
    if (!held)
      said.push(
        `${claim} is ${value === undefined ? 'not in the token' : JSON.stringify(value)}, and ${operator} asks for ${JSON.stringify(comparand)}.`,
      );
  }
  if (said.length > 0) return { verdict: 'deny', because: said };
  return {
    verdict: 'allow',
    because: ['Issuer, audience and subject fit the federated identity credential.'],
  };
}

function patternsOf(comparisons: readonly ClaimComparison[]): ReadonlyMap<string, readonly TextPattern[]> {
  return new Map(
    comparisons.map(({ claim, operator, comparand }) => [
      claim,
      [operator === 'eq' ? exactly(comparand) : like(comparand)],
    ]),
  );
}

function isSet(value: Json | undefined): boolean {
  return value !== undefined && value !== null;
}

function text(value: Json | undefined, member: string): string {
  // The API wraps the expression with the version of its language.
  const plain = isJsonObject(value) && member === 'claimsMatchingExpression' ? value.value : value;
  if (typeof plain !== 'string' || plain === '') throw refused(`/trust/azure/${member}: expected text.`);
  return plain;
}

function listOf(value: Json | undefined): readonly string[] {
  const items: readonly Json[] = Array.isArray(value) ? value : [value as Json];
  if (items.length === 0 || !items.every((each) => typeof each === 'string'))
    throw refused('/trust/azure/audiences: expected a list of texts.');
  return items as readonly string[];
}

function textsOf(value: Json | undefined): readonly string[] {
  const items: readonly (Json | undefined)[] = Array.isArray(value) ? value : [value];
  return items.filter((each) => typeof each === 'string' || typeof each === 'number').map(String);
}

function list(texts: readonly string[]): string {
  return texts.length === 0 ? 'absent' : texts.map((each) => JSON.stringify(each)).join(' or ');
}

function refused(message: string): TrustpathError {
  return new TrustpathError('input-refused', message);
}
