import type { ClaimedEdge, ExposedSecretFact } from './read/facts.ts';

/** An edge of another program's graph, with its ends as they are called here. */
export interface Claim {
  readonly edge: ClaimedEdge;
  readonly from: string;
  readonly to: string;
  readonly fromName: string;
  readonly toName: string;
}

/** What rules about other programs' graphs and findings derive for. */
export interface ClaimSubjects {
  readonly claim: Claim;
  readonly exposedSecret: ExposedSecretFact;
}
