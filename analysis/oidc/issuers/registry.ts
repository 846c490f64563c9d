import { bitbucket } from './bitbucket.ts';
import { buildkite } from './buildkite.ts';
import { circleci } from './circleci.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import type { Issuer } from './issuer.ts';
import { kubernetes } from './kubernetes.ts';
import { otherIssuer } from './other.ts';
import { terraform } from './terraform.ts';

/** Every issuer that is known; GitLab's own servers are told by their name alone, so it comes late. */
const ISSUERS: readonly Issuer[] = [github, terraform, circleci, buildkite, bitbucket, kubernetes, gitlab];

/** The issuer of a URL; one that is not known is judged by its subject as a whole. */
export function issuerOf(url: string): Issuer {
  const plain = withoutSlash(url);
  return ISSUERS.find((issuer) => issuer.is(plain)) ?? otherIssuer;
}

export function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
