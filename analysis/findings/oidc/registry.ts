import type { FindingRule } from '../finding-rule.ts';
import { literalStar, passedByMissing, unknownKey } from './conditions-without-effect.ts';
import { deadTrust } from './dead-trust.ts';
import { TRUST_TRAP_RULES } from './trust-traps.ts';

export const OIDC_FINDINGS: readonly FindingRule[] = [
  ...TRUST_TRAP_RULES,
  literalStar,
  passedByMissing,
  unknownKey,
  deadTrust,
];
