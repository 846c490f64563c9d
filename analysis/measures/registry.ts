import { blastRadius } from './blast-radius.ts';
import { exceptionDebt } from './exception-debt.ts';
import { federated } from './federated.ts';
import { halfLife } from './half-life.ts';
import { keysWithoutExpiry } from './keys-without-expiry.ts';
import type { MeasureRule } from './measure.ts';
import { orphaned } from './orphaned.ts';
import { ownership } from './ownership.ts';
import { productionPaths } from './production-paths.ts';
import { remediationTime } from './remediation-time.ts';
import { revocationTime } from './revocation-time.ts';
import { rightSizing } from './right-sizing.ts';
import { shared } from './shared.ts';
import { staticCredentials } from './static-credentials.ts';
import { staticOnPaths } from './static-on-paths.ts';
import { unused } from './unused.ts';
import { validationTime } from './validation-time.ts';
import { wildcards } from './wildcards.ts';

/** Every measure, in the order they are shown. */
export const MEASURES: readonly MeasureRule[] = [
  productionPaths,
  blastRadius,
  staticCredentials,
  staticOnPaths,
  halfLife,
  keysWithoutExpiry,
  federated,
  ownership,
  orphaned,
  shared,
  unused,
  rightSizing,
  wildcards,
  exceptionDebt,
  validationTime,
  remediationTime,
  revocationTime,
];
