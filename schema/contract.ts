import type { z } from 'zod';
import { CASE_CHANNELS } from './contract/case-channels.ts';
import { COLLECT_CHANNELS } from './contract/collect-channels.ts';
import { DRILL_CHANNELS } from './contract/drill-channels.ts';
import { EVIDENCE_CHANNELS } from './contract/evidence-channels.ts';
import { FINDING_CHANNELS } from './contract/finding-channels.ts';
import { GUARDRAIL_CHANNELS } from './contract/guardrail-channels.ts';
import { INVENTORY_CHANNELS } from './contract/inventory-channels.ts';
import { PROGRAMME_CHANNELS } from './contract/programme-channels.ts';
import { QUESTION_CHANNELS } from './contract/question-channels.ts';
import { REDACTION_CHANNELS } from './contract/redaction-channels.ts';
import { SCENARIO_CHANNELS } from './contract/scenario-channels.ts';
import type {
  containmentStep,
  coverageCall,
  coverageReport,
  entity,
  finding,
  findingRule,
  hop,
  leftOut,
  progress,
  recognition,
  trustPath,
} from './contract/shapes.ts';
import { SNAPSHOT_CHANNELS } from './contract/snapshot-channels.ts';

/**
 * The one map of what can be asked of the engine: channel → input, output, progress. Main, preload, window, command
 * line and engine derive their types from it. Errors cross as `EngineError`.
 */
export const CONTRACT = {
  ...SNAPSHOT_CHANNELS,
  ...QUESTION_CHANNELS,
  ...FINDING_CHANNELS,
  ...SCENARIO_CHANNELS,
  ...GUARDRAIL_CHANNELS,
  ...CASE_CHANNELS,
  ...COLLECT_CHANNELS,
  ...EVIDENCE_CHANNELS,
  ...REDACTION_CHANNELS,
  ...PROGRAMME_CHANNELS,
  ...DRILL_CHANNELS,
  ...INVENTORY_CHANNELS,
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType; progress?: z.ZodType }>;

export type Channel = keyof typeof CONTRACT;
export type Input<C extends Channel> = z.input<(typeof CONTRACT)[C]['input']>;
export type ParsedInput<C extends Channel> = z.output<(typeof CONTRACT)[C]['input']>;
export type Output<C extends Channel> = z.output<(typeof CONTRACT)[C]['output']>;
export type Progress = z.output<typeof progress>;
export type Hop = z.output<typeof hop>;
export type LeftOut = z.output<typeof leftOut>;
export type TrustPath = z.output<typeof trustPath>;
export type Recognition = z.output<typeof recognition>;
export type ContainmentStep = z.output<typeof containmentStep>;
export type EntityRecord = z.output<typeof entity>;
export type Finding = z.output<typeof finding>;
export type FindingRuleRecord = z.output<typeof findingRule>;
export type CoverageCall = z.output<typeof coverageCall>;
export type CoverageReport = z.output<typeof coverageReport>;

export interface EngineErrorRecord {
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
  readonly details: Readonly<Record<string, unknown>>;
}

/** What crosses between a shell and the engine. */
export type EngineRequest =
  | { readonly type: 'request'; readonly id: number; readonly channel: Channel; readonly input: unknown }
  | { readonly type: 'cancel'; readonly id: number };
export type EngineResponse =
  | { readonly type: 'answer'; readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly type: 'answer'; readonly id: number; readonly ok: false; readonly error: EngineErrorRecord }
  | { readonly type: 'progress'; readonly id: number; readonly progress: Progress };
