import type { GithubFacts } from '../read/facts.ts';

/** Everything rules look at: facts joined, once. */
export interface GithubEstate {
  readonly facts: GithubFacts;
}

export function buildGithubEstate(facts: GithubFacts): GithubEstate {
  return { facts };
}
