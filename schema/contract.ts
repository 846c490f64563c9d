import type { z } from 'zod';
import { COLLECT_CHANNELS } from './contract/collect-channels.ts';
import { EVIDENCE_CHANNELS } from './contract/evidence-channels.ts';
import { FINDING_CHANNELS } from './contract/finding-channels.ts';
import { QUESTION_CHANNELS } from './contract/question-channels.ts';
import { SCENARIO_CHANNELS } from './contract/scenario-channels.ts';
import type {
  containmentStep,
  coverageCall,
  coverageReport,
  entity,
  finding,
  findingRule,
  hop,
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
  ...SCENARIO_CHANNELS,
