import type { JsonObject } from '../../schema/json.ts';
import { describeClaims, readJwt } from './jwt-claims.ts';
import type { CredentialFamily } from './types.ts';

/** Three base64url parts, the first two of which begin as a JSON object does. */
const JWT = /(?<![\w-])e[yw][\w-]{8,}\.e[yw][\w-]{2,}\.[\w-]*/g;

const GITHUB_ISSUER = /^https:\/\/(?:token\.actions\.[\w.-]+|[\w.-]+\/_services\/token)(?:\/|$)/;

export const jsonWebToken: CredentialFamily = {
  name: 'JSON Web Tokens',
  *find(text) {
    for (const match of text.matchAll(JWT)) {
      const jwt = readJwt(match[0]);
      if (jwt === null) continue;
      const [type, label] = kindOf(jwt.payload);
      yield {
        type,
        label,
        identifier: subject(jwt.payload),
        credential: match[0],
        start: match.index,
        end: match.index + match[0].length,
        absorbs: true,
        opens: true,
        facts: describeClaims(jwt.payload),
      };
    }
  },
};

function kindOf(payload: JsonObject): readonly [type: string, label: string] {
  const { iss, sub } = payload;
  if (typeof sub === 'string' && sub.startsWith('system:serviceaccount:')) {
    return ['kubernetes-service-account-token', 'Kubernetes service account token'];
  }
  if (typeof iss === 'string' && GITHUB_ISSUER.test(iss)) {
    return ['github-actions-oidc-token', 'GitHub Actions OIDC token'];
  }
  return ['jwt', 'JSON Web Token'];
}

/** The subject, unless it is none that an issuer would write. */
function subject({ sub }: JsonObject): string | null {
  return typeof sub === 'string' && /^[^\p{Cc}\p{Zl}\p{Zp}]{1,512}$/u.test(sub) ? sub : null;
}
