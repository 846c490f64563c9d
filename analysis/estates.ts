import { type Estate, estateSteps } from './aws/estate/estate.ts';
import type { AwsFacts } from './aws/read/facts.ts';
import { awsFactSteps } from './aws/read/read-facts.ts';
import { buildClaimsEstate, type ClaimsEstate } from './claims/estate.ts';
import type { ClaimFacts } from './claims/read/facts.ts';
import { claimFactSteps } from './claims/read/read-facts.ts';
import { type GithubEstate, githubEstateSteps } from './github/estate/estate.ts';
import type { GithubFacts } from './github/read/facts.ts';
import { githubFactSteps } from './github/read/read-facts.ts';
import { type KubernetesEstate, kubernetesEstateSteps } from './kubernetes/estate/estate.ts';
import type { KubernetesFacts } from './kubernetes/read/facts.ts';
import { kubernetesFactSteps } from './kubernetes/read/read-facts.ts';
import type { ObservationSource } from './observations/observation-source.ts';
import { withAccessPolicies } from './rules/kubernetes/cloud/access-policies.ts';
import { atOnce, type Steps, sharedSteps } from './steps.ts';

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

function* factSteps(source: ObservationSource): Steps<Facts> {
  yield 'Reading what was observed of AWS';
  const aws = yield* awsFactSteps(source);
  yield 'Reading what was observed of Kubernetes';
  const kubernetes = yield* kubernetesFactSteps(source);
  yield 'Reading what was observed of GitHub';
  const github = yield* githubFactSteps(source);
  const claims = yield* claimFactSteps(source);
  return { aws, kubernetes, github, claims };
}

function* estatesSteps(facts: Facts): Steps<Estates> {
  yield 'Joining what was read';
  return {
    aws: yield* estateSteps(facts.aws),
    kubernetes: yield* kubernetesEstateSteps(withAccessPolicies(facts.kubernetes, facts.aws)),
    github: yield* githubEstateSteps(facts.github),
    claims: buildClaimsEstate(facts.claims),
  };
}

export function readFacts(source: ObservationSource): Facts {
  return atOnce(factSteps(source));
}

export function buildEstates(facts: Facts): Estates {
  return atOnce(estatesSteps(facts));
}

/** The estates of a source that does not change (a sealed snapshot), read once for all questions about it. */
export const estatesRead = sharedSteps(function* (source: ObservationSource): Steps<Estates> {
  return yield* estatesSteps(yield* factSteps(source));
});

/** The same without a stop: the rest of it, where somebody began. */
export function estatesOf(source: ObservationSource): Estates {
  return atOnce(estatesRead(source));
}
