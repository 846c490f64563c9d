import type { Unknown } from '../schema/records.ts';
import { estatesOf } from './estates.ts';
import type { ObservationSource } from './observations/observation-source.ts';
import { PROVIDERS } from './providers/registry.ts';

/** The gaps that could change an answer about `from` and `to`, or any answer where neither is given; in a stable order. */
export function unknownsFor(
  source: ObservationSource,
  from: string | null = null,
  to: string | null = null,
): readonly Unknown[] {
  const estates = estatesOf(source);
  return PROVIDERS.flatMap((provider) => provider.unknowns(estates, { from, to }));
}
