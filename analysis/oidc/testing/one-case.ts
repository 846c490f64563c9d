import type { Json, JsonObject } from '../../../schema/json.ts';
import { evaluateOidcCases } from '../cases.ts';

export const GITHUB = 'https://token.actions.githubusercontent.com';

/** One case in short: `allow safe`, or the message of its error. */
export function answer(issuer: string, claims: JsonObject, trust: Json): string {
  const [found] = evaluateOidcCases([{ id: 1, issuer, claims, trust }]);
  if (found === undefined) throw new Error('no answer');
  return 'error' in found ? found.error.message : `${found.verdict} ${found.grade}`;
}

export function because(issuer: string, claims: JsonObject, trust: Json): string {
  const [found] = evaluateOidcCases([{ id: 1, issuer, claims, trust }]);
  return found === undefined || 'error' in found ? '' : found.because.join(' ');
}

/** A trust policy of AWS for the issuer; conditions by operator and claim. */
export function aws(issuer: string, condition: Readonly<Record<string, JsonObject>>): Json {
  const host = issuer.replace('https://', '');
  return {
    aws: {
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${host}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: Object.fromEntries(
          Object.entries(condition).map(([operator, keys]) => [
            operator,
            Object.fromEntries(Object.entries(keys).map(([claim, value]) => [`${host}:${claim}`, value])),
          ]),
        ),
      },
    },
  };
}
