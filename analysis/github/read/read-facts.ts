import type { ObservationSource } from '../../observations/observation-source.ts';
import { sourcesOf } from '../../observations/sources-of.ts';
import type { GithubFacts } from './facts.ts';

/** Reads every observation of GitHub into facts. Interprets nothing. */
export function readGithubFacts(source: ObservationSource): GithubFacts {
  const { sources, coverage } = sourcesOf(source, 'github');
  return { sources, coverage };
}
