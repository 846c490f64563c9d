import type { ContainmentStep, EntityRecord, Recognition, TrustPath } from '../schema/contract.ts';
import type { Unknown } from '../schema/records.ts';

/** What was asked, in the words of a person and as data. Never holds a pasted credential. */
export interface Question {
  readonly kind: 'trace' | 'path' | 'exposure';
  readonly title: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** The answer a bundle carries. */
export interface Answer {
  readonly question: Question;
  readonly recognition: Recognition | null;
  readonly owner: EntityRecord | null;
  readonly paths: readonly TrustPath[];
  /** Entities reached (trace) or exposed from (exposure), nearest first. */
  readonly reached: readonly {
    readonly id: string;
    readonly kind: string;
    readonly distance: number;
    readonly verdict: string;
  }[];
  readonly containment: readonly ContainmentStep[];
  readonly unknowns: readonly Unknown[];
  readonly notes: readonly string[];
}

/** How an answer is made, for the report and the chain of custody. */
export interface Method {
  readonly tool: string;
  readonly os: string;
  /** As declared by the person; null where nobody said. */
  readonly operator: string | null;
}
