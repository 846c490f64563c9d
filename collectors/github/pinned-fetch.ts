import type { ApiBase } from './api-base.ts';

/** What passes on the wire besides the answers: counted, and what the clock is set by. */
export interface Wire {
  /** Requests sent, redirects followed included. */
  requests: number;
  /** Those that GitHub counts: not the answers "not modified". */
  charged: number;
  readonly onDate: (header: string | undefined) => void;
}

const MOST_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 307, 308]);

/** Thrown where an answer points to another host than the one that was chosen. */
export class OtherHost extends Error {
  override readonly name = 'OtherHost';
}

/**
 * A fetch that sends the token to the chosen host only. Redirects within it are followed, as GitHub answers them for
 * repositories that were renamed or moved; one to anywhere else is refused.
 */
export function pinnedFetch(base: ApiBase, wire: Wire): typeof fetch {
  const { origin } = new URL(base.rest);
  return async (input, init) => {
    let url = new URL(String(input instanceof Request ? input.url : input));
    for (let hop = 0; ; hop++) {
      if (url.origin !== origin)
        throw new OtherHost(
          `an answer points to ${url.origin} instead of ${origin}, where the token is not sent`,
        );
      wire.requests++;
      const response = await fetch(url, { ...init, redirect: 'manual' });
      wire.onDate(response.headers.get('date') ?? undefined);
      const to = response.headers.get('location');
      if (response.status !== 304) wire.charged++;
      if (!REDIRECTS.has(response.status) || to === null) return response;
      await response.body?.cancel();
      if (hop >= MOST_REDIRECTS) throw new OtherHost(`more than ${MOST_REDIRECTS} redirects`);
      url = new URL(to, url);
    }
  };
}
