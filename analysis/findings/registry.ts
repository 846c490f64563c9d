import { trustsAnyone } from './aws/trusts-anyone.ts';
import type { FindingRule } from './finding-rule.ts';

/** Every rule of findings. */
export const FINDING_RULES: readonly FindingRule[] = [trustsAnyone];
