import type { Caller } from './caller.ts';
import type { PrincipalPattern } from './compiled.ts';
import { and, atom, type Formula, not, or } from './formula.ts';
import type { RequestFacts } from './request-facts.ts';

/**
 * How a statement names the caller; it decides which other policies still limit the grant (IAM User Guide, "How AWS
 * enforcement code logic evaluates requests", resource-based policies).
 */
export interface Named {
  /** By its own ARN (a user, a session, a service, a provider) or as everyone: no boundary or session policy limits it. */
  readonly direct: Formula;
  /** By the ARN of its role: boundary and session policies limit it. */
  readonly role: Formula;
  /** By its account, which delegates: identity policies must allow. */
  readonly account: Formula;
}

export const NOBODY: Named = { direct: false, role: false, account: false };
/** Named as everyone is, or by one's own ARN. */
export const EVERYONE: Named = { direct: true, role: false, account: false };
const ROLE: Named = { direct: false, role: true, account: false };
const ACCOUNT: Named = { direct: false, role: false, account: true };

/** Whether and how a statement's Principal or NotPrincipal covers the caller. */
export function nameCaller(
  pattern: PrincipalPattern,
  facts: RequestFacts,
  effect: 'Allow' | 'Deny',
  hasBoundary: boolean,
): Named {
  if (!pattern.not) return named(pattern, facts);
  const { caller } = facts;
  // "The NotPrincipal element with a Deny effect will always deny any IAM principal that has a permissions boundary."
  if (effect === 'Deny' && hasBoundary && caller.account !== null && caller.kind !== 'root') return EVERYONE;
  const excepted = effect === 'Deny' ? chainListed(pattern, facts) : anyway(named(pattern, facts));
  const covered = not(excepted);
  if (covered === true) return EVERYONE;
  return covered === false ? NOBODY : { ...NOBODY, direct: covered };
}

export function anyway(name: Named): Formula {
  return or(or(name.direct, name.role), name.account);
}

function named(pattern: PrincipalPattern, facts: RequestFacts): Named {
  if (pattern.everyone) return EVERYONE;
  const { caller } = facts;
  if (caller.kind === 'anonymous') return NOBODY;
  if (caller.kind === 'provider' || caller.kind === 'service')
    return isListedOutsider(pattern, facts) ? EVERYONE : NOBODY;
  if (caller.kind === 'root') return pattern.accounts.has(caller.account) ? EVERYONE : NOBODY;
  if (pattern.arns.size > 0 && pattern.arns.has(caller.arn)) return EVERYONE;
  const byRole =
    (caller.kind === 'role' || caller.kind === 'session') &&
    pattern.roles.size > 0 &&
    pattern.roles.has(`${caller.account}/${caller.name}`);
  const known = byRole ? ROLE : pattern.accounts.has(caller.account) ? ACCOUNT : NOBODY;
  if (facts.request.unknownContext !== true) return known;
  const direct = oneOfItsSessions(pattern, caller);
  const account =
    pattern.canonicalUsers.length === 0 ? known.account : or(known.account, ownsCanonicalId(pattern, caller));
  return direct === false && account === known.account ? known : { direct, role: known.role, account };
}

function isListedOutsider(pattern: PrincipalPattern, { caller, action }: RequestFacts): boolean {
  // Providers like accounts.google.com have no ARN; what they are called by tells them from services.
  if (caller.kind === 'provider' || isFederation(action)) return pattern.federated.has(caller.arn);
  return pattern.services.has(caller.arn.toLowerCase());
}

function isFederation(action: string): boolean {
  return action === 'sts:assumerolewithwebidentity' || action === 'sts:assumerolewithsaml';
}

/** A role stands for sessions whose names are not known: one that is named might be among them. */
function oneOfItsSessions(pattern: PrincipalPattern, caller: Caller): Formula {
  if (caller.kind !== 'role') return false;
  let found: Formula = false;
  for (const arn of pattern.arns) {
    const marker = `:sts::${caller.account}:assumed-role/${caller.name}/`;
    const at = arn.indexOf(marker);
    if (at < 0) continue;
    const session = JSON.stringify(arn.slice(at + marker.length));
    found = or(
      found,
      atom({
        id: `session|${arn}`,
        holds: `the role session is called ${session}`,
        fails: `the role session is not called ${session}`,
      }),
    );
  }
  return found;
}

function ownsCanonicalId(pattern: PrincipalPattern, caller: Caller): Formula {
  let found: Formula = false;
  for (const id of pattern.canonicalUsers)
    found = or(
      found,
      atom({
        id: `canonical|${caller.account}|${id}`,
        holds: `account ${caller.account} has the canonical user id ${id}`,
        fails: `account ${caller.account} does not have the canonical user id ${id}`,
      }),
    );
  return found;
}

/**
 * For Deny with NotPrincipal: "AWS might validate the account first, then the role, and then the assumed-role user", so
 * the caller is excepted only when each of these is listed ("AWS JSON policy elements: NotPrincipal").
 */
function chainListed(pattern: PrincipalPattern, facts: RequestFacts): Formula {
  const { caller } = facts;
  if (pattern.everyone) return true;
  if (caller.account === null) return anyway(named(pattern, facts));
  if (!pattern.accounts.has(caller.account)) return false;
  switch (caller.kind) {
    case 'root':
      return true;
    case 'user':
    case 'federated-user':
      return pattern.arns.has(caller.arn);
    case 'role':
      return pattern.roles.has(`${caller.account}/${caller.name}`);
    case 'session':
      return and(pattern.roles.has(`${caller.account}/${caller.name}`), pattern.arns.has(caller.arn));
  }
}
