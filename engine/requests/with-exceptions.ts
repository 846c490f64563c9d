import type { Standing } from '../../analysis/exceptions/excepted.ts';
import type { TrustPath } from '../../schema/contract.ts';
import type { RequestContext } from '../request-context.ts';

type Told = NonNullable<TrustPath['exception']>;

/** An exception as answers tell of it. */
export function exceptionTold({ id, live, daysLeft, exception }: Standing): Told {
  return { id, live, daysLeft, expires: exception.expires, owner: exception.owner };
}

/**
 * A request whose paths say which exception of the case covers them. Apart from the request itself, because it depends
 * on the day: what goes into evidence does not.
 */
export function withExceptions<I extends { readonly handle: string }, A extends { paths: TrustPath[] }>(
  request: (input: I, context: RequestContext) => Promise<A>,
): (input: I, context: RequestContext) => Promise<A> {
  return async (input, context) => {
    const answer = await request(input, context);
    const { ofPath } = context.sessions.get(input.handle).exceptedAt(new Date().toISOString());
    const paths = answer.paths.map((path) => {
      const standing = ofPath([path.from, ...path.hops.map((hop) => hop.to)]);
      return standing ? { ...path, exception: exceptionTold(standing) } : path;
    });
    return { ...answer, paths };
  };
}
