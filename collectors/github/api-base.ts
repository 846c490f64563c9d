import { TrustpathError } from '../../schema/errors.ts';

/** Where a GitHub is reached. */
export interface ApiBase {
  /** Without a slash at the end: `https://api.github.com`, `https://HOST/api/v3`. */
  readonly rest: string;
  readonly graphql: string;
  /** The host that people know, by which tokens are kept: `github.com`. */
  readonly host: string;
}

/**
 * Works out the addresses of github.com (the default), of a tenant of GHE.com or of a GitHub Enterprise Server from the
 * address that people use, or takes an API address as it is.
 * Sources: docs.github.com, "Getting started with the REST API" of each edition.
 * @throws TrustpathError `usage`
 */
export function apiBase(given: string | undefined): ApiBase {
  if (given === undefined) return dotCom('github.com');
  const url = URL.canParse(given) ? new URL(given) : null;
  if (url === null || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new TrustpathError('usage', `--base-url takes an address such as https://github.example.com.`);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname)))
    throw new TrustpathError('usage', `--base-url ${url.origin}: the token is only sent over https.`);
  const path = url.pathname.replace(/\/+$/, '');
  const host = url.hostname.replace(/^api\./, '');
  if (path === '' && (host === 'github.com' || host.endsWith('.ghe.com'))) return dotCom(host);
  const rest = path === '' ? `${url.origin}/api/v3` : `${url.origin}${path}`;
  return {
    rest,
    graphql: rest.endsWith('/api/v3') ? `${rest.slice(0, -'/v3'.length)}/graphql` : `${rest}/graphql`,
    host: url.host,
  };
}

function dotCom(host: string): ApiBase {
  const rest = `https://api.${host}`;
  return { rest, graphql: `${rest}/graphql`, host };
}

function isLoopback(hostname: string): boolean {
  return hostname === '127.0.0.1' || hostname === '[::1]' || hostname === 'localhost';
}
