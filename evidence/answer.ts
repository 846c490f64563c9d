import type { Finding } from '../analysis/findings/finding-rule.ts';
import type { CaseEntry } from '../schema/case/log.ts';
import type { Marks } from '../schema/case/state.ts';
import type { ContainmentStep, EntityRecord, Output, Recognition, TrustPath } from '../schema/contract.ts';
import type { Unknown } from '../schema/records.ts';
import type { Scenario } from '../schema/scenario.ts';

/** What was asked, in the words of a person and as data. Never holds a pasted credential. */
export interface Question {
  readonly kind: 'trace' | 'path' | 'exposure' | 'findings';
  readonly title: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** A what-if and what came of it. */
export interface TriedScenario {
  readonly scenario: Scenario;
  readonly outcome: Output<'whatif'>;
}

/** What changed since an earlier snapshot, which is named by its digest. */
export type Comparison = Omit<Output<'diff'>, 'before' | 'after'> & {
  readonly before: string | null;
  readonly after: string | null;
};

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
  /** What a person left out of the bundle by choice, so that nobody takes the rest for the whole. */
  readonly notChosen: { readonly paths: number; readonly findings: number };
  /** What logs saw the traced credential or principal do; null where there is no log, or nothing was traced. */
  readonly activity: Output<'trace'>['activity'];
  readonly containment: readonly ContainmentStep[];
  readonly whatif: TriedScenario | null;
  /** How a person makes the changes of the what-if, step by step. */
  readonly plan: Output<'plan'>['steps'] | null;
  readonly comparison: Comparison | null;
  /** What the analyst marked in the case about the entities of the answer. */
  readonly marks: readonly { readonly entity: string; readonly marks: Marks }[];
  readonly unknowns: readonly Unknown[];
  readonly notes: readonly string[];
}

/** The case that the answer was given in, with its log as it stands in the file. */
export interface CaseOfAnswer {
  readonly title: string;
  /** The hash of the first line, which names the case. */
  readonly id: string;
  readonly head: { readonly number: number; readonly hash: string };
  readonly log: readonly CaseEntry[];
}

/** How an answer is made, for the report and the chain of custody. */
export interface Method {
  readonly tool: string;
  /** What the tool runs on, such as `node 24.21.0`. */
  readonly build: string;
  readonly os: string;
  /** As declared by the person; null where nobody said. */
  readonly operator: string | null;
  readonly case: CaseOfAnswer | null;
}
