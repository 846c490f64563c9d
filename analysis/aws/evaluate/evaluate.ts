import { isAccountId, splitArn } from './arn.ts';
import { type Caller, readCaller } from './caller.ts';
import { statementsFor } from './compile-policy.ts';
import type { CompiledPolicy } from './compiled.ts';
import {
  explainAllow,
  explainConditional,
  explainExplicitDeny,
  explainImplicitDeny,
  explainUnknown,
} from './explain.ts';
import { and, type Formula, not, or } from './formula.ts';
import type { Hit, Path, Weighed } from './hit.ts';
import { anyway, type Named, NOBODY, nameCaller } from './match-principal.ts';
import { type RequestFacts, readContext } from './request-facts.ts';
import { resolveFormula } from './resolve-formula.ts';
import { statementApplies } from './statement-applies.ts';
import type { AwsRequest, Decision, PolicySet, PolicyType } from './types.ts';

export { compilePolicy, compilePolicyLenient, type PolicyProblem } from './compile-policy.ts';
export type { CompiledPolicy } from './compiled.ts';

/**
 * Decides one request (IAM User Guide, "Policy evaluation logic": policy evaluation for requests within a single account,
 * and cross-account policy evaluation logic).
 *
 * Every list of the policy set is complete as given; what is absent does not apply. For `sts:` actions on a role,
 * `resource` is the role's trust policy, without which they are denied; so are actions on a KMS key without its policy.
 * Service control policies that are given apply, save to service-linked roles and outsiders: pass none for an
 * organization's management account.
 *
 * @throws TrustpathError `input-refused` when the principal is none.
 */
export function evaluate(request: AwsRequest, policies: PolicySet<CompiledPolicy>): Decision {
  const facts = readRequest(request);
  const weigh: Weigh = { facts, policies };
  const denies = collectDenies(weigh);
  const certain = denies.find((hit) => hit.when === true);
  if (certain !== undefined) return explainExplicitDeny(facts, certain);
  const weighed = weighGrants(weigh);
  let granted: Formula = false;
  for (const path of weighed.paths) granted = or(granted, path.when);
  for (const guard of weighed.guards) granted = and(granted, guard.when);
  if (granted === true && denies.length === 0) return explainAllow(facts, weighed);
  let total = granted;
  for (const hit of denies) total = and(total, not(hit.when));
  const outcome = resolveFormula(total);
  if (outcome.kind === 'unknown') return explainUnknown(facts, weighed, denies, outcome.problems);
  if (outcome.kind === 'open') return explainConditional(facts, weighed, denies, outcome.conditions);
  return outcome.value ? explainAllow(facts, weighed) : explainImplicitDeny(facts, weighed, denies, granted);
}

interface Weigh {
  readonly facts: RequestFacts;
  readonly policies: PolicySet<CompiledPolicy>;
}

function readRequest(request: AwsRequest): RequestFacts {
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

const NO_POLICIES: readonly CompiledPolicy[] = [];

function collectDenies({ facts, policies }: Weigh): readonly Hit[] {
  const hits: Hit[] = [];
  const hasBoundary = policies.boundary !== undefined;
  const look = (policy: CompiledPolicy, type: PolicyType) => {
    for (const statement of statementsFor(policy, facts.action).deny) {
      const { principal } = statement;
      const covered = principal === null ? true : anyway(nameCaller(principal, facts, 'Deny', hasBoundary));
      if (covered === false) continue;
      const when = and(covered, statementApplies(statement, facts));
      if (when !== false) hits.push({ statement, type, when });
    }
  };
  for (const policy of policies.identity ?? NO_POLICIES) look(policy, 'identity');
  if (policies.boundary !== undefined) look(policies.boundary, 'boundary');
  for (const policy of policies.session ?? NO_POLICIES) look(policy, 'session');
  if (policies.resource !== undefined) look(policies.resource, resourceType(facts));
  if (policies.scp !== undefined && scpApplies(facts.caller, facts))
    for (const level of policies.scp) for (const policy of level) look(policy, 'scp');
  if (policies.rcp !== undefined && rcpApplies(facts))
    for (const level of policies.rcp) for (const policy of level) look(policy, 'rcp');
  for (const policy of policies.endpoint ?? NO_POLICIES) look(policy, 'endpoint');
  return hits;
}

/** What allows, path by path, and what must allow besides. */
function weighGrants(weigh: Weigh): Weighed {
  const { facts, policies } = weigh;
  const { caller } = facts;
  const guards = weighGuards(weigh);
  const byResource = weighResource(weigh);
  const needsPolicy = needsResourcePolicy(facts);
  const part = { guards, needsPolicy, crossAccount: false };
  if (caller.account === null) return { ...part, paths: [path(byResource.direct)], missing: [] };
  if (caller.kind === 'root' && isRoleSession(facts.action) && needsPolicy)
    return { ...part, paths: [], missing: ['root'] };
  const limits = weighLimits(weigh);
  const identity: Side =
    caller.kind === 'root'
      ? { when: true, hits: [] }
      : allowed(policies.identity ?? NO_POLICIES, 'identity', facts);
  const own = limits.reduce((side, limit) => both(side, limit), identity);
  const anyNaming = either(either(byResource.direct, byResource.role), byResource.account);
  const crossAccount = facts.resourceAccount !== caller.account;
  const detail = { ...part, crossAccount, identity, limits, byResource: anyNaming };
  if (crossAccount) return { ...detail, paths: [path(both(own, anyNaming))], missing: [] };
  const paths = [
    path(byResource.direct),
    path(limits.reduce((side, limit) => both(side, limit), byResource.role)),
  ];
  paths.unshift(path(needsPolicy ? both(own, anyNaming) : own));
  return { ...detail, paths, missing: [] };
}

/** Statements of one kind of policy that allow, and when. */
interface Side {
  readonly when: Formula;
  readonly hits: readonly Hit[];
}

function path(side: Side): Path {
  return side;
}

function both(left: Side, right: Side): Side {
  return { when: and(left.when, right.when), hits: [...left.hits, ...right.hits] };
}

function either(left: Side, right: Side): Side {
  if (left.when === true) return left;
  if (right.when === true) return right;
  return { when: or(left.when, right.when), hits: [...left.hits, ...right.hits] };
}

/** One allowing statement is enough, whichever policy of the list it stands in. */
function allowed(list: readonly CompiledPolicy[], type: PolicyType, facts: RequestFacts): Side {
  const hits: Hit[] = [];
  let when: Formula = false;
  for (const policy of list) {
    for (const statement of statementsFor(policy, facts.action).allow) {
      const { principal } = statement;
      const covered = principal === null ? true : anyway(nameCaller(principal, facts, 'Allow', false));
      if (covered === false) continue;
      const applies = and(covered, statementApplies(statement, facts));
      if (applies === true) return { when: true, hits: [{ statement, type, when: true }] };
      if (applies === false) continue;
      hits.push({ statement, type, when: applies });
      when = or(when, applies);
    }
  }
  return { when, hits };
}

/** Boundary and session policies, which cap what identity policies and grants to a role's ARN give. */
function weighLimits({ facts, policies }: Weigh): readonly (Side & { readonly name: string })[] {
  const limits: (Side & { readonly name: string })[] = [];
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
  const guards: { when: Formula; hits: readonly Hit[]; name: string }[] = [];
  const add = (list: readonly CompiledPolicy[], type: PolicyType, name: string) =>
    guards.push({ ...allowed(list, type, facts), name });
  if (policies.scp !== undefined && scpApplies(facts.caller, facts))
    for (const [index, level] of policies.scp.entries())
      add(level, 'scp', `service control policies of level ${index + 1}`);
  if (policies.rcp !== undefined && rcpApplies(facts))
    for (const [index, level] of policies.rcp.entries())
      add(level, 'rcp', `resource control policies of level ${index + 1}`);
  if (policies.endpoint !== undefined && policies.endpoint.length > 0)
    add(policies.endpoint, 'endpoint', 'VPC endpoint policies');
  return guards;
}

function weighResource({ facts, policies }: Weigh): { direct: Side; role: Side; account: Side } {
  const none: Side = { when: false, hits: [] };
  if (policies.resource === undefined) return { direct: none, role: none, account: none };
  const type = resourceType(facts);
  let direct = none;
  let role = none;
  let account = none;
  for (const statement of statementsFor(policies.resource, facts.action).allow) {
    const name: Named =
      statement.principal === null ? NOBODY : nameCaller(statement.principal, facts, 'Allow', false);
    if (anyway(name) === false) continue;
    const applies = statementApplies(statement, facts);
    if (applies === false) continue;
    const side = (covered: Formula): Side => {
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

function isRoleSession(action: string): boolean {
  return action.startsWith('sts:');
}

function resourceType(facts: RequestFacts): PolicyType {
  return isRoleSession(facts.action) && isRole(facts.request.resource) ? 'trust' : 'resource';
}

function isRole(resource: string): boolean {
  return /^arn:[^:]+:iam::\d{12}:role\//.test(resource);
}

/** "IAM role trust policies and KMS key policies are exceptions … they must explicitly allow access for principals." */
function needsResourcePolicy(facts: RequestFacts): boolean {
  const { resource } = facts.request;
  if (isRoleSession(facts.action)) return facts.action.startsWith('sts:assumerole') || isRole(resource);
  return /^arn:[^:]+:kms:[^:]*:[^:]*:key\//.test(resource);
}

/** SCPs limit the users, roles and root of an account, and no service-linked role (Organizations User Guide, "SCP effects on permissions"). */
function scpApplies(caller: Caller, facts: RequestFacts): boolean {
  return caller.account !== null && !isServiceLinked(caller, facts);
}

/** RCPs limit whoever asks, outsiders and services too, but no service-linked role, nor kms:RetireGrant ("RCPs" there). */
function rcpApplies(facts: RequestFacts): boolean {
  return !isServiceLinked(facts.caller, facts) && facts.action !== 'kms:retiregrant';
}

const SERVICE_LINKED = ':role/aws-service-role/';

/** A session's ARN lacks the role's path; the role's ARN may be given as aws:PrincipalArn. */
function isServiceLinked(caller: Caller, facts: RequestFacts): boolean {
  if (caller.kind === 'role') return caller.arn.includes(SERVICE_LINKED);
  if (caller.kind !== 'session') return false;
  return facts.given.get('aws:principalarn')?.[0]?.includes(SERVICE_LINKED) ?? false;
}
