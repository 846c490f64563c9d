import type { Hop } from '../schema/contract.ts';
import type { Session } from './sessions.ts';

/** Marks the hops that a log saw happening between the same two ends. */
export function withObserved(session: Session): (hop: Hop) => Hop {
  return (hop) => {
    const seen = session.observed()(hop.from, hop.to);
    return seen ? { ...hop, observed: { ...seen, from: [...seen.from] } } : hop;
  };
}
