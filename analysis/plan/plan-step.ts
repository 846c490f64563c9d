import type { Json } from '../../schema/json.ts';
import type { Change } from '../../schema/scenario.ts';

/** One step of a remediation plan: what a person may do; nothing of it is ever run here. */
export interface PlanStep {
  /** `stop`: within minutes, undone at once. `end`: what it opened. `repair`: the configuration. `remove`: cannot be undone. */
  readonly stage: 'stop' | 'end' | 'repair' | 'remove';
  readonly title: string;
  readonly change: Change;
  /** The document that is replaced, as it is and as it would be; null where the step replaces none. */
  readonly document: {
    readonly name: string;
    readonly before: Json | null;
    readonly after: Json | null;
  } | null;
  /** Commands, in order. A document stands in them as `file://NAME`. */
  readonly commands: readonly string[];
  /** How to see beforehand that it does what it should, without enforcing it. */
  readonly test: readonly string[];
  readonly rollback: readonly string[];
}

export const STAGES = ['stop', 'end', 'repair', 'remove'] as const satisfies readonly PlanStep['stage'][];
