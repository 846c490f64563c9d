import type { HeldPolicy } from '../../aws/estate/permissions.ts';
import { taggingOf, trustAllows } from '../../aws/estate/session-tags.ts';
import type { RequestContext } from '../../aws/evaluate/types.ts';

/** What a request for a session cannot carry: keys that are absent, and beginnings of keys of which none is there. */
export interface Passable {
  readonly complete: readonly string[];
  readonly context: RequestContext;
}

const known = new WeakMap<HeldPolicy, Passable>();

/**
 * A request with session tags or a source identity, passed or inherited, needs sts:TagSession or sts:SetSourceIdentity in
 * the trust policy besides ("Pass session tags in AWS STS", "Monitor and control actions taken with assumed roles").
 * Without it such a request fails, so that no condition on them is ever met.
 */
export function passable(trust: HeldPolicy): Passable {
  let found = known.get(trust);
  if (!found) {
    const tags = taggingOf(trust.document) === 'nobody';
    const identity = !trustAllows(trust.document, 'sts:SetSourceIdentity');
    found = {
      complete: tags ? ['aws:requesttag/'] : [],
      context: {
        ...(tags ? { 'aws:TagKeys': [], 'sts:TransitiveTagKeys': [] } : {}),
        ...(identity ? { 'sts:SourceIdentity': [] } : {}),
      },
    };
    known.set(trust, found);
  }
  return found;
}
