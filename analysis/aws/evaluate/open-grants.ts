import { collectDenies } from './collect-denies.ts';
import type { CompiledPolicy } from './compiled.ts';
import { and, type Formula, not } from './formula.ts';
import { readRequest } from './read-request.ts';
import type { AwsRequest, PolicySet } from './types.ts';
import { weighGrants } from './weigh-grants.ts';

/** A statement that allows a request of an outsider, and what has to be true of the request for that. */
export interface OpenGrant {
  /** How a sentence calls the statement. */
  readonly title: string;
  /** JSON pointer of the statement inside the document or observation. */
  readonly pointer: string;
  /** Never `false`; denials are taken off already. */
  readonly when: Formula;
}

/**
 * What `evaluate` would decide, before anything unknown is resolved: for each allowing statement the formula over what the
 * request leaves open, so that a caller who knows more of a key than one value can resolve it.
 */
export function openGrants(request: AwsRequest, policies: PolicySet<CompiledPolicy>): readonly OpenGrant[] {
  const facts = readRequest(request);
  const { paths, guards } = weighGrants(facts, policies);
  let besides: Formula = true;
  for (const guard of guards) besides = and(besides, guard.when);
  for (const denial of collectDenies(facts, policies)) besides = and(besides, not(denial.when));
  return paths
    .flatMap((path) => path.hits)
    .map(({ statement, when }) => ({
      title: statement.title,
      pointer: statement.pointer,
      when: and(when, besides),
    }))
    .filter(({ when }) => when !== false);
}
