import type { Relation } from '../../schema/records.ts';
import type { Change } from '../../schema/scenario.ts';
import type { Finding } from '../findings/finding-rule.ts';
import type { Scene } from '../rules/rule.ts';
import type { Refusal } from '../scenario/admission/admitted-edits.ts';
import type { Baseline } from '../scenario/again/baseline.ts';
import type { ObservedUse } from '../scenario/observed-use.ts';
import type { ControlName } from './controls.ts';

/** What templates look at: the snapshot as it is, and what was asked about. */
export interface GuardrailContext {
  readonly before: Baseline;
  readonly scene: Scene;
  readonly findings: readonly Finding[];
  /** Whether an entity is among those asked about; always true where nothing was. */
  readonly concerns: (id: string) => boolean;
  /** The tier of an identity: as decided in the case, else as proposed by what it surely reaches; null for what is none. */
  readonly tierOf: (id: string) => 0 | 1 | 2 | null;
}

/** A file for a team's repository. Nothing applies it. */
export interface GuardrailFile {
  readonly name: string;
  readonly text: string;
}

/** One question to an evaluator about the generated files, with the answer that is wanted. */
export interface EvaluatedCase {
  readonly says: string;
  readonly wanted: string;
  readonly got: string;
}

/** Changes beside those that stand for a guardrail, which show what it does about them. */
export interface Trial {
  readonly says: string;
  readonly changes: readonly Change[];
  /** Numbers of the changes that must be refused. */
  readonly refuses: readonly number[];
  /** Relations that must end. */
  readonly breaks: readonly Relation[];
  /** True where nothing may come. */
  readonly gainsNothing?: boolean;
}

/** What a template makes for this snapshot, before it is tried. */
export interface GuardrailDraft {
  /** Of this guardrail among those of its template: letters, digits, dots, dashes and underscores. */
  readonly slug: string;
  readonly title: string;
  readonly about: readonly string[];
  readonly files: readonly GuardrailFile[];
  /** How a team puts it in place, in plain words. */
  readonly apply: string;
  /** What stands for the files in this snapshot, so that its effect can be derived; none where nothing there can. */
  readonly changes: readonly Change[];
  /** Why those changes have the effect of the files. */
  readonly stand: string;
  /** Relations that must be gone afterwards. */
  readonly breaks: readonly Relation[];
  /** True where a relation that only holds under the guardrail's own condition afterwards counts as broken. */
  readonly conditionBreaks?: boolean;
  /** Numbers of `changes` that an admission policy among them must refuse; it must let through every other. */
  readonly refuses?: readonly number[];
  /** Accounts that are to have what another has: whatever `was` may do, `now` may do as surely. */
  readonly takesOver?: readonly { readonly was: string; readonly now: string }[];
  /** True where nothing that is there may be lost or less sure. */
  readonly keepsAll?: boolean;
  /** What else is tried, each by itself. */
  readonly trials?: readonly Trial[];
  /** Relations that were seen in use, or are the work that goes on, and must hold as before. */
  readonly keeps: readonly Relation[];
  /** Answers of the evaluators about the files themselves. */
  readonly cases: readonly EvaluatedCase[];
  /** What it does not do, and what nobody could know. */
  readonly limits: readonly string[];
}

export interface GuardrailTemplate {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly controls: readonly ControlName[];
  make(context: GuardrailContext): Iterable<GuardrailDraft>;
}

/** How a guardrail did when it was tried. */
export interface GuardrailCheck {
  /**
   * `holds` where all that must break breaks, all that must stay stays, no use is lost and nothing opens; `harmless` where
   * the same is true and nothing in this snapshot had to break; `untried` where nothing could be tried.
   */
  readonly verdict: 'holds' | 'harmless' | 'fails' | 'untried';
  readonly broken: readonly Relation[];
  readonly notBroken: readonly Relation[];
  readonly kept: readonly Relation[];
  readonly notKept: readonly Relation[];
  /** Recorded use of what it takes away, for which no way is kept. */
  readonly usesLost: readonly ObservedUse[];
  /** Recorded use that may go on: of roles to which a way is kept, of accounts that things go on running as. */
  readonly usesUnattributed: readonly ObservedUse[];
  /** Relations to what was not reached before. */
  readonly opened: readonly Relation[];
  /** Changes of those that stand for it that its admission policy refuses. */
  readonly refused: readonly Refusal[];
  /** Ways to crown jewels that end, and that are left. */
  readonly pathsEnded: number;
  readonly pathsLeft: number;
  readonly cases: readonly EvaluatedCase[];
}

export interface Guardrail extends GuardrailDraft {
  readonly id: string;
  readonly template: string;
  readonly why: string;
  readonly controls: readonly ControlName[];
  readonly check: GuardrailCheck;
}
