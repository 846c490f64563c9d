import type { TrustPath } from '../schema/contract.ts';
import { withoutControlPaths } from '../schema/control-paths.ts';

/** What is on the paths, those left out of which nobody knows whether they hold: sessions are not ended on a guess. */
export function surelyReached(paths: readonly TrustPath[]): string[] {
  const known = withoutControlPaths(paths).paths.filter((path) => path.verdict !== 'unknown');
  return [...new Set(known.flatMap((path) => path.hops.map((hop) => hop.to)))];
}
