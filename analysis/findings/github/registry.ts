import type { FindingRule } from '../finding-rule.ts';
import {
  administratorBypass,
  unguardedEnvironment,
  writeDeployKey,
  writingDefault,
} from './repository-findings.ts';
import {
  publicRunner,
  pwnRequest,
  storedCloudKey,
  templateInjection,
  unpinnedAction,
  writeAll,
} from './workflow-findings.ts';

export const GITHUB_FINDINGS: readonly FindingRule[] = [
  pwnRequest,
  templateInjection,
  unpinnedAction,
  writeAll,
  writingDefault,
  unguardedEnvironment,
  writeDeployKey,
  administratorBypass,
  publicRunner,
  storedCloudKey,
];
