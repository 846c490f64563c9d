import { buildEstate, type Estate } from './aws/estate/estate.ts';
import type { AwsFacts } from './aws/read/facts.ts';
import { readAwsFacts } from './aws/read/read-facts.ts';
import { buildClaimsEstate, type ClaimsEstate } from './claims/estate.ts';
import type { ClaimFacts } from './claims/read/facts.ts';
import { readClaimFacts } from './claims/read/read-facts.ts';
import { buildGithubEstate, type GithubEstate } from './github/estate/estate.ts';
import type { GithubFacts } from './github/read/facts.ts';
import { readGithubFacts } from './github/read/read-facts.ts';
import { buildKubernetesEstate, type KubernetesEstate } from './kubernetes/estate/estate.ts';
import type { KubernetesFacts } from './kubernetes/read/facts.ts';
import { readKubernetesFacts } from './kubernetes/read/read-facts.ts';
import type { ObservationSource } from './observations/observation-source.ts';
import { withAccessPolicies } from './rules/kubernetes/cloud/access-policies.ts';

/** What the observations say, by provider, with the place in the evidence that says so. Nothing is interpreted yet. */
export interface Facts {
  readonly aws: AwsFacts;
  readonly kubernetes: KubernetesFacts;
  readonly github: GithubFacts;
  readonly claims: ClaimFacts;
}

/** The facts of each provider joined, and its policies compiled. */
export interface Estates {
  readonly aws: Estate;
  readonly kubernetes: KubernetesEstate;
  readonly github: GithubEstate;
  readonly claims: ClaimsEstate;
}

export function readFacts(source: ObservationSource): Facts {
  return {
    aws: readAwsFacts(source),
    kubernetes: readKubernetesFacts(source),
    github: readGithubFacts(source),
    claims: readClaimFacts(source),
  };
}

export function buildEstates(facts: Facts): Estates {
  return {
    aws: buildEstate(facts.aws),
    kubernetes: buildKubernetesEstate(withAccessPolicies(facts.kubernetes, facts.aws)),
    github: buildGithubEstate(facts.github),
    claims: buildClaimsEstate(facts.claims),
  };
}

const known = new WeakMap<ObservationSource, Estates>();

/** The estates of a source that does not change (a sealed snapshot), read once for all questions about it. */
export function estatesOf(source: ObservationSource): Estates {
  let estates = known.get(source);
  if (!estates) {
    estates = buildEstates(readFacts(source));
    known.set(source, estates);
  }
  return estates;
}
