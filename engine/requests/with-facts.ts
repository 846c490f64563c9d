import { estatesRead } from '../../analysis/estates.ts';
import type { RequestContext } from '../request-context.ts';

/**
 * A request that is answered from the facts of a snapshot. The first of them reads the facts: in turns with other
 * requests, and until it is given up.
 */
export function withFacts<I extends { readonly handle: string }, A>(
  request: (input: I, context: RequestContext) => A | Promise<A>,
): (input: I, context: RequestContext) => Promise<A> {
  return async (input, context) => {
    const session = context.sessions.get(input.handle);
    if (session.isSealed) await session.take(estatesRead(session.reader), context.signal);
    return request(input, context);
  };
}
