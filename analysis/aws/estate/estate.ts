import type { EvidenceRef } from '../../../schema/records.ts';
import { atOnce, type Steps } from '../../steps.ts';
import type { RequestContext } from '../evaluate/types.ts';
import { accountRoot, sessionParts } from '../read/arn.ts';
import {
  type AttachmentFact,
  type AwsFacts,
  type GroupFact,
  type ManagedPolicyFact,
  policyKey,
  type ResourceFact,
  type RoleFact,
  type UserFact,
} from '../read/facts.ts';
import { buildGuardrails, type Guardrails } from './guardrails.ts';
import { type Asker, type HeldPolicy, hold, type PowerSet, powerSet } from './permissions.ts';
import { taggingOf } from './session-tags.ts';

/** A user or role with its policies joined: who asks in every request that rules make. */
export interface Principal extends Asker {
  readonly kind: 'user' | 'role';
  /** The entity's id. */
  readonly id: string;
  readonly account: string;
  readonly source: string;
  readonly name: string;
  readonly ref: EvidenceRef;
  readonly fact: UserFact | RoleFact;
  readonly set: PowerSet;
}

export interface Role extends Principal {
  readonly kind: 'role';
  readonly fact: RoleFact;
  readonly trust: HeldPolicy | null;
  /** Service-linked and reserved roles, whose trust and policies AWS lets nobody change. */
  readonly unmodifiable: boolean;
}

export interface User extends Principal {
  readonly kind: 'user';
  readonly fact: UserFact;
}

export interface Group {
  readonly fact: GroupFact;
  readonly policies: readonly HeldPolicy[];
  /** Attached policies whose documents were not collected. */
  readonly missing: readonly string[];
  readonly members: readonly User[];
}

export interface Resource {
  readonly fact: ResourceFact;
  readonly policy: HeldPolicy | null;
}

export interface Account {
  readonly id: string;
  readonly arn: string;
  readonly partition: string;
  readonly users: readonly User[];
  readonly roles: readonly Role[];
  readonly principals: readonly Principal[];
  /** Principals by what they may do: most share their policies. */
  readonly bySet: ReadonlyMap<PowerSet, readonly Principal[]>;
  readonly groups: readonly Group[];
  readonly groupByName: ReadonlyMap<string, Group>;
  readonly userByName: ReadonlyMap<string, User>;
  readonly resources: readonly Resource[];
  /** Customer managed policies, by ARN. */
  readonly policies: ReadonlyMap<string, ManagedPolicyFact>;
  readonly notBefore: number;
  readonly ref: EvidenceRef | null;
}

/** Everything rules look at: facts joined and policies compiled, once. */
export interface Estate {
  readonly facts: AwsFacts;
  readonly accounts: ReadonlyMap<string, Account>;
  readonly principals: ReadonlyMap<string, Principal>;
  /** By the ARN of a request, which differs from the id only in anonymised dumps. */
  readonly byArn: ReadonlyMap<string, User | Role>;
  /** Roles by account and name, for session ARNs, which do not give the path. */
  readonly roleByName: ReadonlyMap<string, Role>;
  /** What the organization lets each account do, and lets be done to it. */
  readonly guardrails: Guardrails;
  /** Compiles the version of a managed policy; the default when none is named. */
  version(policy: ManagedPolicyFact, versionId?: string): HeldPolicy | null;
}

/** Joined between two stops. */
const PRINCIPALS = 200;

/** An estate to take over what has not changed from: the facts of all accounts but these are the same objects. */
export interface Before {
  readonly estate: Estate;
  readonly changedAccounts: ReadonlySet<string>;
}

/**
 * Joins facts into an estate. Policies are compiled once and shared; nothing is decided yet. With an estate from before,
 * whatever is joined from the very same facts as there is the same object as there.
 */
export function buildEstate(facts: AwsFacts, before: Before | null = null): Estate {
  return atOnce(estateSteps(facts, before));
}

/** The same, with a stop after some principals and after each account. */
export function* estateSteps(facts: AwsFacts, before: Before | null = null): Steps<Estate> {
  const held = new Map<string, HeldPolicy>();
  const known = before?.estate ?? null;
  const sameOrganizations = known?.facts.organizations === facts.organizations;
  const guardrails = known && sameOrganizations ? known.guardrails : buildGuardrails(facts.organizations);
  const sets = new Map<string, PowerSet>();
  const startedAt = new Map(facts.sources.map((source) => [source.id, Date.parse(source.startedAt)]));

  function version(policy: ManagedPolicyFact, versionId?: string) {
    if (known && isSame(policy)) return known.version(policy, versionId);
    const found = policy.versions.find((each) => (versionId ? each.id === versionId : each.isDefault));
    if (!found) return null;
    const key = `${policy.source} ${policy.arn} ${found.id}`;
    let policyHeld = held.get(key);
    if (!policyHeld) {
      policyHeld = hold(found.document, found.ref, `managed policy ${policy.name}`, { arn: policy.arn });
      held.set(key, policyHeld);
    }
    return policyHeld;
  }

  function isSame(policy: ManagedPolicyFact): boolean {
    return known?.facts.policies.get(policyKey(policy.source, policy.arn)) === policy;
  }

  /** Whether all that a principal or group is joined from is what it was. */
  function isAsBefore(fact: UserFact | RoleFact | GroupFact): boolean {
    if (!known || !sameOrganizations) return false;
    const arns = fact.attached.map(({ arn }) => arn);
    if (fact.kind !== 'group' && fact.boundary) arns.push(fact.boundary.arn);
    return (
      arns.every((arn) => {
        const key = policyKey(fact.source, arn);
        return facts.policies.get(key) === known.facts.policies.get(key);
      }) &&
      (fact.kind !== 'user' || fact.groups.every(({ name }) => !changedGroups.has(`${fact.account}/${name}`)))
    );
  }

  function managed(source: string, attachment: AttachmentFact) {
    const policy = facts.policies.get(policyKey(source, attachment.arn));
    return policy ? version(policy) : null;
  }

  const groups = new Map<
    string,
    { fact: GroupFact; policies: readonly HeldPolicy[]; missing: readonly string[]; members: User[] }
  >();
  const changedGroups = new Set<string>();
  if (known) {
    const left = new Set(facts.groups);
    for (const fact of known.facts.groups)
      if (!left.has(fact)) changedGroups.add(`${fact.account}/${fact.name}`);
  }
  for (const fact of facts.groups) {
    const key = `${fact.account}/${fact.name}`;
    if (before && !before.changedAccounts.has(fact.account)) continue;
    const was = known?.accounts.get(fact.account)?.groupByName.get(fact.name);
    if (was?.fact === fact && isAsBefore(fact))
      groups.set(key, { fact, policies: was.policies, missing: was.missing, members: [] });
    else {
      const { policies, missing } = own(fact, `group ${fact.name}: `);
      groups.set(key, { fact, policies, missing, members: [] });
      if (known) changedGroups.add(key);
    }
  }

  function own(fact: UserFact | RoleFact | GroupFact, prefix: string) {
    const policies: HeldPolicy[] = [];
    const missing: string[] = [];
    for (const inline of fact.inline)
      policies.push(hold(inline.document, inline.ref, `${prefix}inline policy "${inline.name}"`));
    for (const attachment of fact.attached) {
      const policy = managed(fact.source, attachment);
      if (policy) policies.push(policy);
      else missing.push(attachment.arn);
    }
    return { policies, missing };
  }

  function setOf(fact: UserFact | RoleFact): PowerSet {
    const { policies, missing } = own(fact, '');
    for (const group of fact.kind === 'user' ? fact.groups : []) {
      const found = groups.get(`${fact.account}/${group.name}`);
      if (!found) missing.push(`group ${group.name}`);
      else {
        policies.push(...found.policies);
        missing.push(...found.missing);
      }
    }
    const boundary = fact.boundary ? managed(fact.source, fact.boundary) : null;
    const unseen = fact.boundary && !boundary ? fact.boundary.arn : null;
    if (unseen !== null) missing.push(unseen);
    const refs = policies.map((policy) => `${policy.ref?.observation} ${policy.ref?.pointer}`);
    // Answers are kept by set, and what the organization allows differs by account.
    const key = [
      fact.account,
      ...refs,
      '|',
      `${boundary?.ref?.observation} ${boundary?.ref?.pointer}`,
      ...missing,
    ].join('\n');
    let set = sets.get(key);
    if (!set) {
      set = powerSet(`${before ? 'again' : 'set'}${sets.size}`, policies, boundary, missing, unseen);
      sets.set(key, set);
    }
    set.uses++;
    return set;
  }

  const users: User[] = [];
  const roles: Role[] = [];
  const isKept = (account: string) => before !== null && !before.changedAccounts.has(account);
  for (const fact of facts.users) {
    if (isKept(fact.account)) continue;
    const was = known?.byArn.get(fact.arn);
    const user: User =
      was?.kind === 'user' && was.fact === fact && isAsBefore(fact)
        ? was
        : { ...asker(fact), kind: 'user', fact, set: setOf(fact) };
    users.push(user);
    if (users.length % PRINCIPALS === 0) yield;
    for (const group of fact.groups) groups.get(`${fact.account}/${group.name}`)?.members.push(user);
  }
  for (const fact of facts.roles) {
    if (isKept(fact.account)) continue;
    const was = known?.byArn.get(fact.arn);
    const role: Role =
      was?.kind === 'role' && was.fact === fact && isAsBefore(fact)
        ? was
        : {
            ...asker(fact),
            kind: 'role',
            fact,
            set: setOf(fact),
            trust: fact.trust
              ? hold(fact.trust.document, fact.trust.ref, `trust policy of ${fact.name}`)
              : null,
            unmodifiable:
              fact.path.startsWith('/aws-service-role/') || fact.path.startsWith('/aws-reserved/'),
          };
    roles.push(role);
    if (roles.length % PRINCIPALS === 0) yield;
  }
  const principals = new Map(known?.principals);
  const byArn = new Map(known?.byArn);
  const roleByName = new Map(known?.roleByName);
  for (const account of before?.changedAccounts ?? [])
    for (const { id, arn, kind, name } of known?.accounts.get(account)?.principals ?? []) {
      principals.delete(id);
      byArn.delete(arn);
      if (kind === 'role') roleByName.delete(`${account}/${name}`);
    }
  for (const role of roles) roleByName.set(`${role.account}/${role.name}`, role);
  for (const principal of [...users, ...roles]) {
    principals.set(principal.id, principal);
    byArn.set(principal.arn, principal);
  }

  function asker(fact: UserFact | RoleFact) {
    const context: Record<string, string | null> = {};
    // A value that was redacted is not known; it is not another value.
    for (const [name, value] of Object.entries(fact.tags))
      context[`aws:PrincipalTag/${name}`] = value.includes('[redacted:') ? null : value;
    if (fact.kind === 'user' && fact.uniqueId !== null) context['aws:userid'] = fact.uniqueId;
    return {
      id: fact.id,
      arn: fact.arn,
      account: fact.account,
      source: fact.source,
      name: fact.name,
      ref: fact.ref,
      context: context as RequestContext,
      guards: guardrails.of(fact.account),
      ...tagging(fact),
      // A role's continues with the name of the session, which is not known.
      ...(fact.kind === 'role' && fact.uniqueId !== null ? { sessionOf: fact.uniqueId } : {}),
      notBefore: startedAt.get(fact.source) ?? 0,
    };
  }

  /** A session of a role may carry tags besides the role's, and others instead of them. */
  function tagging(fact: UserFact | RoleFact): Pick<Asker, 'complete' | 'mayBeTagged'> {
    const by = fact.kind === 'user' ? 'nobody' : taggingOf(fact.trust?.document ?? null);
    if (by === 'somebody') return { mayBeTagged: true };
    return by === 'nobody' && fact.tagsKnown ? { complete: ['aws:principaltag/'] } : {};
  }

  const accounts = new Map<string, Account>();
  const inAccount = <T extends { readonly account: string }>(all: readonly T[]) =>
    Map.groupBy(before ? all.filter(({ account }) => !isKept(account)) : all, (each) => each.account);
  const [usersIn, rolesIn] = [inAccount(users), inAccount(roles)];
  const groupsIn = Map.groupBy(groups.values(), (group) => group.fact.account);
  const resourcesIn = inAccount(facts.resources);
  const policiesIn = Map.groupBy(facts.policies.values(), (policy) => policy.account ?? '');
  const ids = new Set([
    ...(known?.accounts.keys() ?? []),
    ...facts.accounts.keys(),
    ...usersIn.keys(),
    ...rolesIn.keys(),
  ]);
  for (const id of [...ids].sort()) {
    const kept = isKept(id) ? known?.accounts.get(id) : undefined;
    if (kept) {
      accounts.set(id, kept);
      continue;
    }
    const resourceBefore = new Map(
      (known?.accounts.get(id)?.resources ?? []).map((each) => [each.fact, each]),
    );
    const fact = facts.accounts.get(id);
    const partition = fact?.partition ?? 'aws';
    const ownUsers = usersIn.get(id) ?? [];
    const ownRoles = rolesIn.get(id) ?? [];
    accounts.set(id, {
      id,
      arn: accountRoot(id, partition),
      partition,
      users: ownUsers,
      roles: ownRoles,
      principals: [...ownUsers, ...ownRoles],
      bySet: Map.groupBy<PowerSet, Principal>([...ownUsers, ...ownRoles], (principal) => principal.set),
      groups: groupsIn.get(id) ?? [],
      groupByName: new Map((groupsIn.get(id) ?? []).map((group) => [group.fact.name, group])),
      userByName: new Map(ownUsers.map((user) => [user.name, user])),
      resources: (resourcesIn.get(id) ?? []).map((each) => resourceBefore.get(each) ?? resource(each)),
      policies: new Map((policiesIn.get(id) ?? []).map((policy) => [policy.arn, policy])),
      notBefore: Math.max(0, ...(fact?.sources ?? []).map((source) => startedAt.get(source) ?? 0)),
      ref: fact?.ref ?? null,
    });
    yield;
  }
  return { facts, accounts, principals, byArn, roleByName, guardrails, version };
}

function resource(fact: ResourceFact): Resource {
  const { policy } = fact;
  return {
    fact,
    policy:
      policy.state === 'document'
        ? hold(policy.document, policy.ref, `resource policy of ${fact.name}`)
        : null,
  };
}

/** The collected principal that an ARN in a policy names; a role session's ARN names its role. */
export function principalNamed(estate: Estate, arn: string): Principal | null {
  const direct = estate.byArn.get(arn);
  if (direct) return direct;
  const session = sessionParts(arn);
  return session ? (estate.roleByName.get(`${session.account}/${session.role}`) ?? null) : null;
}
