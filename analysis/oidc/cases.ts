import { TrustpathError } from '../../schema/errors.ts';
import { isJsonObject, type Json } from '../../schema/json.ts';
import { issuerOf, withoutSlash } from './issuers/registry.ts';
import { type Grade, judgeWays } from './judgement.ts';
import { awsTrust } from './trust/aws.ts';
import { azureTrust } from './trust/azure.ts';
import { gcpTrust } from './trust/gcp.ts';
import type { Claims, Trust, TrustAnswer } from './trust/trust.ts';

export type OidcAnswer =
  | {
      readonly id: Json;
      readonly verdict: TrustAnswer['verdict'];
      readonly grade: Grade;
      readonly because: readonly string[];
    }
  | { readonly id: Json; readonly error: { readonly code: string; readonly message: string } };

/**
 * Answers cases of a token held against a trust, one by one, in order; shapes in docs/command-line.md, "evaluate oidc". The
 * grade judges the trust, whatever the token. A case that cannot be evaluated answers with an error of its own.
 * @throws TrustpathError `input-refused` when the input is no array.
 */
export function evaluateOidcCases(input: unknown): OidcAnswer[] {
  if (!Array.isArray(input)) throw refused('The input is not an array of cases.');
  return input.map((item: unknown) => {
    const id = isJsonObject(item) && item.id !== undefined ? item.id : null;
    try {
      return { id, ...evaluateCase(item) };
    } catch (error) {
      if (!(error instanceof TrustpathError)) throw error;
      return { id, error: { code: error.code, message: error.message } };
    }
  });
}

function evaluateCase(item: unknown) {
  if (!isJsonObject(item)) throw refused('A case is a JSON object.');
  const { issuer: url, claims, trust } = item;
  if (typeof url !== 'string' || !/^https?:\/\/[^/\s]+/.test(url)) throw refused('/issuer: expected a URL.');
  if (!isJsonObject(claims)) throw refused('/claims: expected an object.');
  if (!isJsonObject(trust)) throw refused('/trust: expected an object with aws, gcp or azure.');
  const issuer = issuerOf(url);
  const made = trustOf(trust, url);
  const { verdict, because } = made.accepts(ownClaims(claims));
  const judged = judgeWays(made.ways, (pins) => issuer.judge(pins, withoutSlash(url)));
  return { verdict, grade: judged.grade, because: [...because, judged.because, ...made.notes] };
}

function trustOf(trust: Readonly<Record<string, Json | undefined>>, url: string): Trust {
  const kinds = Object.keys(trust);
  const [kind] = kinds;
  if (kinds.length !== 1) throw refused('/trust: expected exactly one of aws, gcp and azure.');
  const issuer = issuerOf(url);
  if (kind === 'aws') return awsTrust(trust.aws ?? null, withoutSlash(url), issuer);
  if (kind === 'gcp') return gcpTrust(trust.gcp, issuer.subjectStart);
  if (kind === 'azure') return azureTrust(trust.azure, url);
  throw refused(`/trust: ${JSON.stringify(kind)} is none of aws, gcp and azure.`);
}

/** Without a prototype, so that no name of a claim is anything but a claim. */
function ownClaims(claims: Claims): Claims {
  return Object.assign(Object.create(null), claims);
}

function refused(message: string): TrustpathError {
  return new TrustpathError('input-refused', message);
}
