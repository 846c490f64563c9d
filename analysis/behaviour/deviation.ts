import type { DeviationKind } from '../../schema/deviations.ts';
import type { EvidenceRef, ProofStep } from '../../schema/records.ts';

export type { DeviationKind };

/** Something in the window that was not so before, with the counts that show it and where they stand. */
export interface Deviation {
  readonly kind: DeviationKind;
  /** The network, region, namespace, program, audience, action or caller; the day for those of time. */
  readonly name: string;
  /** When it began: ISO 8601 UTC, or the day where hours are all that is kept. */
  readonly at: string;
  /** Events that show it, and how many of them were in vain; null where that is not kept. */
  readonly count: number;
  readonly errors: number | null;
  /** Why it is none of what was usual. */
  readonly why: string;
  /** All of it in a sentence. */
  readonly says: string;
  readonly proof: readonly ProofStep[];
}

/** Deviations, and in words what could not be told. */
export interface Told {
  readonly deviations: readonly Deviation[];
  readonly notTold: readonly string[];
}

/** `1 event`, `1,204 events`. */
export function events(count: number): string {
  return `${count} ${count === 1 ? 'event' : 'events'}`;
}

export function proofAt(refs: readonly EvidenceRef[], says: string): readonly ProofStep[] {
  return refs.map(({ observation, pointer }) => ({ observation, pointer, says }));
}
