import { TrustpathError } from '../../../schema/errors.ts';
import { isAccountId, splitArn } from './arn.ts';

/**
 * Who makes the request (IAM User Guide, "AWS JSON policy elements: Principal").
 * A role is one of its sessions, of which the name is not known; names of roles are unique in an account whatever the
 * path, and a session's ARN does not carry the path.
 */
export type Caller =
  | { readonly kind: 'user'; readonly arn: string; readonly account: string; readonly name: string }
  | { readonly kind: 'role'; readonly arn: string; readonly account: string; readonly name: string }
  | {
      readonly kind: 'session';
      readonly arn: string;
      readonly account: string;
      /** Name of the role. */
      readonly name: string;
      readonly session: string;
      readonly partition: string;
    }
  | { readonly kind: 'federated-user'; readonly arn: string; readonly account: string; readonly name: string }
  | { readonly kind: 'root'; readonly arn: string; readonly account: string }
  | { readonly kind: 'provider'; readonly arn: string; readonly account: null }
  | { readonly kind: 'service'; readonly arn: string; readonly account: null }
  | { readonly kind: 'anonymous'; readonly arn: 'anonymous'; readonly account: null };

const known = new Map<string, Caller>();
const REMEMBERED = 20_000;

/**
 * Reads the principal of a request. Throws `input-refused` for text that names no kind of principal.
 * A bare host name is a service, unless the action is one that outside identity providers call.
 */
export function readCaller(principal: string): Caller {
  const seen = known.get(principal);
  if (seen !== undefined) return seen;
  const caller = parseCaller(principal);
  if (known.size >= REMEMBERED) known.clear();
  known.set(principal, caller);
  return caller;
}

/** Whether a text that a document names as a principal can be one. */
export function isCaller(principal: string): boolean {
  return known.has(principal) || callerOf(principal) !== null;
}

function parseCaller(principal: string): Caller {
  const caller = callerOf(principal);
  if (caller !== null) return caller;
  throw new TrustpathError(
    'input-refused',
    `The principal ${JSON.stringify(principal)} is not the ARN of a user, role, role session, account root, OIDC or SAML provider, nor a service (like lambda.amazonaws.com), nor "anonymous".`,
  );
}

function callerOf(principal: string): Caller | null {
  if (principal === 'anonymous') return { kind: 'anonymous', arn: 'anonymous', account: null };
  if (/^[a-z0-9.-]+\.[a-z]+$/i.test(principal)) return { kind: 'service', arn: principal, account: null };
  const arn = splitArn(principal);
  if (arn !== null && isAccountId(arn.account)) {
    const [type, ...rest] = arn.resource.split('/');
    const name = rest.at(-1) ?? '';
    const account = arn.account;
    if (arn.service === 'iam') {
      if (arn.resource === 'root') return { kind: 'root', arn: principal, account };
      if (type === 'user' && name !== '') return { kind: 'user', arn: principal, account, name };
      if (type === 'role' && name !== '') return { kind: 'role', arn: principal, account, name };
      if ((type === 'oidc-provider' || type === 'saml-provider') && name !== '')
        return { kind: 'provider', arn: principal, account: null };
    }
    if (arn.service === 'sts') {
      const [role, session] = rest;
      if (type === 'assumed-role' && rest.length === 2 && role && session)
        return { kind: 'session', arn: principal, account, name: role, session, partition: arn.partition };
      if (type === 'federated-user' && name !== '')
        return { kind: 'federated-user', arn: principal, account, name };
    }
  }
  return null;
}
