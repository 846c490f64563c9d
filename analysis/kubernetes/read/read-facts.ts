import type { ObservationSource } from '../../observations/observation-source.ts';
import { sourcesOf } from '../../observations/sources-of.ts';
import type { KubernetesFacts } from './facts.ts';

/** Reads every observation of Kubernetes into facts. Interprets nothing. */
export function readKubernetesFacts(source: ObservationSource): KubernetesFacts {
  const { sources, coverage } = sourcesOf(source, 'kubernetes');
  return { sources, coverage };
}
