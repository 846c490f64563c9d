import { blastRadius } from './blast-radius.ts';
import { exceptionDebt } from './exception-debt.ts';
import { federated } from './federated.ts';
import { keysWithoutExpiry } from './keys-without-expiry.ts';
import type { MeasureRule } from './measure.ts';
import { orphaned } from './orphaned.ts';
import { ownership } from './ownership.ts';
import { productionPaths } from './production-paths.ts';
import { revocationTime } from './revocation-time.ts';
import { rightSizing } from './right-sizing.ts';
import { shared } from './shared.ts';
import { staticCredentials } from './static-credentials.ts';
import { unused } from './unused.ts';

/** Every measure, in the order they are shown. */
export const MEASURES: readonly MeasureRule[] = [
  productionPaths,
  blastRadius,
  staticCredentials,
  keysWithoutExpiry,
  federated,
  ownership,
  orphaned,
  shared,
  unused,
  rightSizing,
  exceptionDebt,
  revocationTime,
];
