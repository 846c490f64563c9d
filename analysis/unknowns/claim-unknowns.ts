import type { Unknown } from '../../schema/records.ts';
import type { ClaimsEstate } from '../claims/estate.ts';

/** What other programs did not say is not known: one gap a source, as its coverage has it. */
export function claimUnknowns({ facts }: ClaimsEstate): readonly Unknown[] {
  return facts.coverage
    .filter((each) => each.status !== 'complete' && each.kinds.length > 0)
    .map(({ source, operation, reason, status, kinds }) => ({
      source,
      operation,
      reason: reason === '' ? status : reason,
      kinds,
    }));
}
