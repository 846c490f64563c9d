import type { Finding } from '../analysis/findings/finding-rule.ts';
import type { ContainmentStep, EntityRecord, Output, Recognition, TrustPath } from '../schema/contract.ts';
import type { Unknown } from '../schema/records.ts';

/** What was asked, in the words of a person and as data. Never holds a pasted credential. */
export interface Question {
  readonly kind: 'trace' | 'path' | 'exposure' | 'findings';
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
  /** What is wrong with the entities of the answer; with everything, where the question is what was found. */
  readonly findings: readonly Finding[];
  /** What logs saw the traced credential or principal do; null where there is no log, or nothing was traced. */
  readonly activity: Output<'trace'>['activity'];
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
