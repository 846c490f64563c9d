import { statementsFor } from './compile-policy.ts';
import type { CompiledPolicy, CompiledStatement } from './compiled.ts';
import { and, anyOf, type Formula, or } from './formula.ts';
import type { Guard, Hit, NamedPath, Path, Weighed } from './hit.ts';
import { anyway, EVERYONE, type Named, NOBODY, nameCaller } from './match-principal.ts';
import { isRoleSession, needsResourcePolicy, rcpApplies, resourceType, scpApplies } from './policy-scope.ts';
import type { RequestFacts } from './request-facts.ts';
import { statementApplies } from './statement-applies.ts';
import type { PolicySet, PolicyType } from './types.ts';

const NO_POLICIES: readonly CompiledPolicy[] = [];

interface Weigh {
  readonly facts: RequestFacts;
  readonly policies: PolicySet<CompiledPolicy>;
}

/** What allows, path by path, and what must allow besides. */
export function weighGrants(facts: RequestFacts, policies: PolicySet<CompiledPolicy>): Weighed {
  const weigh = { facts, policies };
  const { caller } = facts;
  const guards = weighGuards(weigh);
  const needsPolicy = needsResourcePolicy(facts);
  const part = { guards, needsPolicy, crossAccount: false, missing: NOTHING_MISSING };
  if (caller.account === null) return { ...part, paths: [weighResource(weigh).direct] };
  if (caller.kind === 'root' && isRoleSession(facts.action) && needsPolicy)
    return { ...part, paths: [], missing: ['root'] };
  const limits = weighLimits(weigh);
  const identity =
    caller.kind === 'root' ? ROOT_MAY : allowed(policies.identity ?? NO_POLICIES, 'identity', facts);
  const own = limited(identity, limits);
  const crossAccount = facts.resourceAccount !== caller.account;
  // What the resource's own policy allows changes nothing then, and is not asked for.
  if (own.when === true && !crossAccount && !needsPolicy) return { ...part, paths: [own] };
  const named = weighResource(weigh);
  const byResource = either(either(named.direct, named.role), named.account);
  const detail = { ...part, crossAccount, identity, limits, byResource };
  if (crossAccount) return { ...detail, paths: [both(own, byResource)] };
  const first = needsPolicy ? both(own, byResource) : own;
  return { ...detail, paths: [first, named.direct, limited(named.role, limits)] };
}

const NOTHING_MISSING: Weighed['missing'] = [];
/** "The AWS account root user, which has full access" needs no statement. */
const ROOT_MAY: Path = { when: true, hits: [] };

function limited(path: Path, limits: readonly NamedPath[]): Path {
  let whole = path;
  for (const limit of limits) whole = both(whole, limit);
  return whole;
}

function both(left: Path, right: Path): Path {
  return { when: and(left.when, right.when), hits: [...left.hits, ...right.hits] };
}

function either(left: Path, right: Path): Path {
  if (left.when === true) return left;
  if (right.when === true) return right;
  return { when: or(left.when, right.when), hits: [...left.hits, ...right.hits] };
}

/** One allowing statement is enough, whichever policy of the list it stands in. */
function allowed(list: readonly CompiledPolicy[], type: PolicyType, facts: RequestFacts): Path {
  const hits: Hit[] = [];
  for (const policy of list) {
    for (const statement of statementsFor(policy, facts.action).allow) {
      const { principal } = statement;
      const covered = principal === null ? true : anyway(nameCaller(principal, facts, 'Allow', false));
      if (covered === false) continue;
      const applies = and(covered, statementApplies(statement, facts));
      if (applies === true) return { when: true, hits: [{ statement, type, when: true }] };
      if (applies === false) continue;
      hits.push({ statement, type, when: applies });
    }
  }
  return { when: anyOf(hits.map(({ when }) => when)), hits };
}

/** Boundary and session policies, which cap what identity policies and grants to a role's ARN give. */
function weighLimits({ facts, policies }: Weigh): readonly NamedPath[] {
  const limits: NamedPath[] = [];
  if (policies.boundary !== undefined)
    limits.push({ ...allowed([policies.boundary], 'boundary', facts), name: 'permissions boundary' });
  if (policies.session !== undefined && policies.session.length > 0)
    limits.push({ ...allowed(policies.session, 'session', facts), name: 'session policies' });
  // "If there is no session policy … otherwise [not a role session] the request is implicitly denied."
  else if (facts.caller.kind === 'federated-user')
    limits.push({ when: false, hits: [], name: 'session policies' });
  return limits;
}

/** What must allow whoever asks: each level of the organization's policies, and the VPC endpoint's policy. */
function weighGuards({ facts, policies }: Weigh): Weighed['guards'] {
  const guards: Guard[] = [];
  const add = (list: readonly CompiledPolicy[], type: Guard['type'], name: string, level = 0) =>
    guards.push({ ...allowed(list, type, facts), type, level, name });
  if (policies.scp !== undefined && scpApplies(facts))
    for (const [index, level] of policies.scp.entries())
      add(level, 'scp', `service control policies of level ${index + 1}`, index);
  if (policies.rcp !== undefined && rcpApplies(facts))
    for (const [index, level] of policies.rcp.entries())
      if (level.some(hasAllow)) add(level, 'rcp', `resource control policies of level ${index + 1}`, index);
  if (policies.endpoint !== undefined && policies.endpoint.length > 0)
    add(policies.endpoint, 'endpoint', 'VPC endpoint policies');
  return guards;
}

/**
 * RCPFullAWSAccess is attached at every level and cannot be detached, and no other RCP may allow ("RCP syntax"): a level
 * of denials alone stands for them and it.
 */
function hasAllow(policy: CompiledPolicy): boolean {
  return policy.statements.some((statement) => statement.effect === 'Allow');
}

/** Without a Principal nobody is named, unless it is what was not understood. */
function namedBy({ principal, problem }: CompiledStatement, facts: RequestFacts): Named {
  if (principal !== null) return nameCaller(principal, facts, 'Allow', false);
  return problem === null ? NOBODY : EVERYONE;
}

function weighResource({ facts, policies }: Weigh): { direct: Path; role: Path; account: Path } {
  const none: Path = { when: false, hits: [] };
  if (policies.resource === undefined) return { direct: none, role: none, account: none };
  const type = resourceType(facts);
  let direct = none;
  let role = none;
  let account = none;
  for (const statement of statementsFor(policies.resource, facts.action).allow) {
    const name = namedBy(statement, facts);
    if (anyway(name) === false) continue;
    const applies = statementApplies(statement, facts);
    if (applies === false) continue;
    const side = (covered: Formula): Path => {
      const when = and(covered, applies);
      return when === false ? none : { when, hits: [{ statement, type, when }] };
    };
    direct = either(direct, side(name.direct));
    role = either(role, side(name.role));
    account = either(account, side(name.account));
    if (direct.when === true) break;
  }
  return { direct, role, account };
}
