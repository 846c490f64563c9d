import { checksumFact } from './base62-checksum.ts';
import { describeClaims, readJwt } from './jwt-claims.ts';
import type { CredentialFamily, Found } from './types.ts';
import { facts } from './types.ts';

const CLASSIC = /(?<![A-Za-z0-9_])gh([pour])_([0-9A-Za-z]{36}|(?<=ghr_)[0-9A-Za-z]{76})(?![0-9A-Za-z_])/g;
const FINE_GRAINED = /(?<![A-Za-z0-9_])github_pat_\w{82}(?!\w)/g;
const INSTALLATION = /(?<![A-Za-z0-9_])ghs_[A-Za-z0-9._-]{36,}/g;
/** Since April 2026 an installation token is `ghs_`, the app's id and a JWT. */
const WITH_APP = /^ghs_(\d{1,20})_(e[\w-]+\.[\w-]+\.[\w-]*)$/;

const CLASSIC_KIND: Readonly<Record<string, readonly [type: string, label: string]>> = {
  p: ['github-personal-access-token', 'GitHub personal access token (classic)'],
  o: ['github-oauth-token', 'GitHub OAuth access token'],
  u: ['github-user-to-server-token', 'GitHub App user access token'],
  r: ['github-refresh-token', 'GitHub App refresh token'],
};

export const githubToken: CredentialFamily = {
  name: 'GitHub tokens',
  *find(text) {
    for (const match of text.matchAll(CLASSIC)) {
      const [type, label] = CLASSIC_KIND[match[1] ?? ''] ?? ['github-token', 'GitHub token'];
      yield token(match[0], match.index, type, label, [['checksum', checksumFact(match[2] ?? '')]]);
    }
    for (const match of text.matchAll(FINE_GRAINED)) {
      yield token(
        match[0],
        match.index,
        'github-fine-grained-token',
        'GitHub fine-grained personal access token',
        [],
      );
    }
    for (const match of text.matchAll(INSTALLATION)) {
      // A full stop after the token ends the sentence, not the token.
      const credential = match[0].replace(/[.-]+$/, '');
      yield token(
        credential,
        match.index,
        'github-installation-token',
        'GitHub App installation token',
        installationFacts(credential),
      );
    }
  },
};

function installationFacts(credential: string): (readonly [string, string])[] {
  const parts = WITH_APP.exec(credential);
  if (parts === null) {
    const body = credential.slice(4);
    return /^[0-9A-Za-z]{36}$/.test(body) ? [['checksum', checksumFact(body)]] : [];
  }
  const jwt = readJwt(parts[2] ?? '');
  const claims = jwt === null ? [] : describeClaims(jwt.payload);
  return [['GitHub App id', parts[1] ?? ''], ...claims.map((fact) => [fact.label, fact.value] as const)];
}

function token(
  credential: string,
  start: number,
  type: string,
  label: string,
  told: readonly (readonly [string, string])[],
): Found {
  return {
    type,
    label,
    identifier: null,
    credential,
    start,
    end: start + credential.length,
    absorbs: true,
    opens: true,
    facts: facts(told),
  };
}
