import type { Confidence, Severity } from '../../schema/findings.ts';
import type { Json } from '../../schema/json.ts';
import type { ProofStep } from '../../schema/records.ts';
import type { Scene, SubjectKind, Subjects } from '../rules/rule.ts';

/** Something that is wrong with one entity, whether or not a path leads over it yet. */
export interface Finding {
  /** `RULE:ENTITY`, and `:DETAIL` where a rule finds several things about one entity; the same in every derivation. */
  readonly id: string;
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  /** How sure it is that the finding is true, apart from how bad it would be. */
  readonly confidence: Confidence;
  readonly entity: string;
  /** MITRE ATT&CK technique ids (Enterprise). */
  readonly techniques: readonly string[];
  readonly proof: readonly ProofStep[];
  readonly remediation: string;
  /** What is left open, in words: a gap in what was collected, or a condition. */
  readonly conditions: readonly string[];
  /** What people filter and sort by besides, such as the last use of a key. */
  readonly attributes: Readonly<Record<string, Json>>;
}

/** What a rule says of one subject; the rest stands in the rule. */
export interface FindingDraft {
  readonly entity: string;
  readonly title: string;
  readonly proof: readonly ProofStep[];
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  readonly detail?: string;
  readonly remediation?: string;
  readonly conditions?: readonly string[];
  readonly attributes?: Readonly<Record<string, Json>>;
}

interface FindingRuleOf<K extends SubjectKind> {
  readonly id: string;
  readonly title: string;
  /** Where a draft does not say otherwise. */
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly techniques: readonly string[];
  readonly why: string;
  readonly remediation: string;
  readonly references: readonly string[];
  readonly subject: K;
  find(subject: Subjects[K], scene: Scene, emit: (draft: FindingDraft) => void): void;
}

/** One file a rule, one kind of finding a rule; asked for one subject at a time, as rules of relations are. */
export type FindingRule = { [K in SubjectKind]: FindingRuleOf<K> }[SubjectKind];
