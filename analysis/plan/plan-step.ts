import type { Json } from '../../schema/json.ts';
import type { EvidenceRef } from '../../schema/records.ts';
import type { Change, ChangeKind } from '../../schema/scenario.ts';
import type { ObservationSource } from '../observations/observation-source.ts';
import type { ChangeOf, Configuration } from '../scenario/changes/edits-of.ts';
import type { Edit } from '../scenario/edit.ts';

/** One step of a remediation plan: what a person may do; nothing of it is ever run here. */
export interface PlanStep {
  /** `stop`: within minutes, undone at once. `end`: what it opened. `repair`: the configuration. `remove`: cannot be undone. */
  readonly stage: 'stop' | 'end' | 'repair' | 'remove';
  readonly title: string;
  readonly change: Change;
  /** What to know before doing it; empty where the title says all. */
  readonly note: string;
  /** The document that is replaced, as it is and as it would be; a text is a file's. Null where the step replaces none. */
  readonly document: {
    readonly name: string;
    readonly before: Json | null;
    readonly after: Json | null;
  } | null;
  /** Commands, in order. A document stands in them as `file://NAME` or by its name; the one before as `before-NAME`. */
  readonly commands: readonly string[];
  /** How to see beforehand that it does what it should, without enforcing it. */
  readonly test: readonly string[];
  readonly rollback: readonly string[];
}

export const STAGES = ['stop', 'end', 'repair', 'remove'] as const satisfies readonly PlanStep['stage'][];

/** What a step needs to know of the snapshot besides its change. */
export interface PlanContext {
  readonly source: ObservationSource;
  readonly configuration: Configuration;
  /** The edits that the change stands for. */
  readonly edits: readonly Edit[];
  /** What stands at a place, before and after the edits. */
  around(ref: EvidenceRef): { readonly before: Json | null; readonly after: Json | null };
}

/** What a step of a kind is made of; the rest is the same for all. */
export type StepParts = Omit<PlanStep, 'change' | 'note' | 'document'> &
  Partial<Pick<PlanStep, 'note' | 'document'>>;

/** The step for a change; null where nothing is to be done for it. */
export type StepFor<C extends Change> = (change: C, context: PlanContext) => StepParts | null;
export type StepOf<K extends ChangeKind> = StepFor<ChangeOf<K>>;
