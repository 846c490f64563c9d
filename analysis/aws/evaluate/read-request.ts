import { isAccountId, splitArn } from './arn.ts';
import { readCaller } from './caller.ts';
import { type RequestFacts, readContext } from './request-facts.ts';
import type { AwsRequest } from './types.ts';

/**
 * Makes a request ready to be held against statements.
 * @throws TrustpathError `input-refused` when the principal is none.
 */
export function readRequest(request: AwsRequest): RequestFacts {
  const caller = readCaller(request.principal);
  const action = request.action.toLowerCase();
  const arn = splitArn(request.resource);
  const said = arn !== null && isAccountId(arn.account) ? arn.account : (request.resourceAccount ?? null);
  const assumed = said === null && arn !== null && arn.account === '' && caller.account !== null;
  return {
    request,
    caller,
    action,
    resourceAccount: said ?? caller.account,
    ownerAssumed: assumed,
    given: readContext(request),
  };
}
