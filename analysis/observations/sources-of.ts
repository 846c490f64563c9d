import { type ProviderName, SOURCE_KINDS } from '../../schema/kinds/source-kinds.ts';
import type { Call, Coverage, Source } from '../../schema/records.ts';
import type { ObservationSource } from './observation-source.ts';

/** The part of what was observed that is in one provider's terms. */
export interface ProviderObservations {
  readonly sources: readonly Source[];
  readonly coverage: readonly Coverage[];
  /** Calls with an answer, in order of recording. */
  calls(): Iterable<Call & { readonly observation: NonNullable<Call['observation']> }>;
}

export function sourcesOf(source: ObservationSource, provider: ProviderName): ProviderObservations {
  const sources = source.sources().filter(({ kind }) => SOURCE_KINDS[kind].provider === provider);
  const ids = new Set(sources.map(({ id }) => id));
  return {
    sources,
    coverage: source.coverage().filter((each) => ids.has(each.source)),
    *calls() {
      if (ids.size === 0) return;
      for (const call of source.calls()) {
        const { observation } = call;
        if (ids.has(call.source) && call.status === 'ok' && observation !== null)
          yield { ...call, observation };
      }
    },
  };
}
