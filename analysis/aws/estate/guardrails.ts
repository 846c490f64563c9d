import type { EvidenceRef } from '../../../schema/records.ts';
import type { OrganizationPlace } from '../evaluate/types.ts';
import {
  attachmentKey,
  type GuardrailType,
  type OrganizationFact,
  type OrganizationFacts,
} from '../read/organizations.ts';
import type { CompiledPolicy } from './evaluator.ts';
import { type HeldPolicy, hold, PERSONAL } from './permissions.ts';
import { isUnlimited, namesAction, statementsOf } from './touch.ts';

/** The policies that stand between an account and one level of the organization above it, or the account itself. */
export interface GuardrailLevel {
  /** `organizational unit Sandbox`, for people. */
  readonly name: string;
  readonly policies: readonly HeldPolicy[];
  /** Where it is said which policies are attached. */
  readonly ref: EvidenceRef | null;
}

/** One kind of policy of the organization as it applies to one account: levels root first, compiled once. */
export interface Guardrail {
  readonly levels: readonly GuardrailLevel[];
  readonly compiled: readonly (readonly CompiledPolicy[])[];
  /** Whether which principal of the account asks can matter to what is said of the action. */
  personal(action: string): boolean;
  /** The same of any action at all. */
  readonly anyPersonal: boolean;
}

/** What is not known of an account's guardrails: the operation that would tell, and why. */
export interface GuardrailGap {
  readonly operation: string;
  readonly reason: string;
}

export interface AccountGuardrails {
  /** Service control policies: what the account's principals may do at most. */
  readonly scp: Guardrail;
  /** Resource control policies: what may be done at most to the account's resources. */
  readonly rcp: Guardrail;
  /** `known`: all that apply are here, which may be none. `partial`: what is here applies, and there may be more. */
  readonly state: 'known' | 'partial' | 'unknown';
  readonly gap: GuardrailGap | null;
  readonly place: OrganizationPlace | null | undefined;
  /** The guardrails of other accounts, for the resource's side. */
  readonly all: Guardrails;
}

/** The guardrails of every account, whether it was collected or not. */
export interface Guardrails {
  of(account: string): AccountGuardrails;
  /** For whoever is of no account: services, identity providers, anonymous callers. */
  readonly nobody: AccountGuardrails;
  /** The same places without any policy: what accounts would be free to do by themselves. */
  readonly lifted: Guardrails;
  /** True of `lifted`: what is decided there is no answer for anybody. */
  readonly isLifted: boolean;
  /** Every account known to be in an organization. */
  readonly members: readonly string[];
}

/** Whether any policy of the organization applies to the account. */
export function isGuarded({ scp, rcp }: AccountGuardrails): boolean {
  return scp.levels.length > 0 || rcp.levels.length > 0;
}

const NO_GUARDRAIL: Guardrail = { levels: [], compiled: [], personal: () => false, anyPersonal: false };

const UNKNOWN_GAP: GuardrailGap = {
  operation: 'organizations:DescribeOrganization',
  reason: 'whether the account is in an organization was not asked',
};

/**
 * Works out which policies of the organization apply to which account ("SCP evaluation", "RCP evaluation" in the
 * Organizations User Guide): those attached to the root, to each unit on the way and to the account, where the type is
 * switched on; none to the management account.
 */
export function buildGuardrails(facts: OrganizationFacts): Guardrails {
  const { organizations, memberOf } = facts;
  const held = new Map<string, HeldPolicy>();
  const known = new Map<string, AccountGuardrails>();
  const guardrails: Guardrails = {
    of(account) {
      let found = known.get(account);
      if (!found) {
        found = ofAccount(account);
        known.set(account, found);
      }
      return found;
    },
    get nobody() {
      return nobody;
    },
    get lifted() {
      return lifted;
    },
    isLifted: false,
    members: [...new Set(organizations.flatMap((each) => [...each.accounts.keys(), each.management]))].sort(),
  };
  const nobody: AccountGuardrails = {
    scp: NO_GUARDRAIL,
    rcp: NO_GUARDRAIL,
    state: 'known',
    gap: null,
    place: null,
    all: guardrails,
  };

  const lifted: Guardrails = {
    isLifted: true,
    members: guardrails.members,
    of: (account) => ({ ...guardrails.of(account), scp: NO_GUARDRAIL, rcp: NO_GUARDRAIL, all: lifted }),
    nobody: {
      ...nobody,
      get all() {
        return lifted;
      },
    },
    get lifted() {
      return lifted;
    },
  };

  function ofAccount(account: string): AccountGuardrails {
    const own = organizationOf(account);
    if (own === null) return nobody;
    if (own === undefined) {
      const not = organizations.filter((each) => each.wholeTree).map((each) => each.id);
      const place = not.length > 0 ? { not } : undefined;
      return { ...nobody, state: 'unknown', gap: UNKNOWN_GAP, place };
    }
    const place = placeOf(own, account);
    if (account === own.management) return { ...nobody, place };
    if (!own.allFeatures) return { ...nobody, place };
    return { ...nobody, ...effective(own, account), place };
  }

  /** Null: in none. Undefined: not known. */
  function organizationOf(account: string): OrganizationFact | null | undefined {
    const said = memberOf.get(account);
    if (said === null) return null;
    return organizations.find(
      (each) => each.id === said || each.management === account || each.accounts.has(account),
    );
  }

  function effective(organization: OrganizationFact, account: string) {
    const gaps: GuardrailGap[] = [];
    const way = wayTo(organization, account, gaps);
    const scp = guardrail(organization, way, 'SERVICE_CONTROL_POLICY', gaps);
    const rcp = guardrail(organization, way, 'RESOURCE_CONTROL_POLICY', gaps);
    const [gap = null] = gaps;
    const nothing = way.length === 0;
    return {
      scp,
      rcp,
      gap,
      state: gap === null ? ('known' as const) : nothing ? ('unknown' as const) : ('partial' as const),
    };
  }

  function guardrail(
    organization: OrganizationFact,
    way: readonly Node[],
    type: GuardrailType,
    gaps: GuardrailGap[],
  ): Guardrail {
    const enabled = organization.roots.some((root) => root.enabled.has(type));
    if (!enabled) return NO_GUARDRAIL;
    const levels = way.map((node) => level(organization, node, type, gaps));
    return guardrailOf(levels);
  }

  function level(
    organization: OrganizationFact,
    node: Node,
    type: GuardrailType,
    gaps: GuardrailGap[],
  ): GuardrailLevel {
    const attached = organization.attached.get(attachmentKey(node.id, type));
    const policies: HeldPolicy[] = [];
    let whole = attached?.whole === true;
    if (!whole)
      gaps.push({
        operation: 'organizations:ListPoliciesForTarget',
        reason: `the policies attached to ${node.name} are not known`,
      });
    for (const { id } of attached?.policies ?? []) {
      const fact = organization.policies.get(id);
      if (!fact) {
        whole = false;
        gaps.push({
          operation: 'organizations:DescribePolicy',
          reason: `the policy ${id} attached to ${node.name} was not collected`,
        });
        continue;
      }
      const words = type === 'SERVICE_CONTROL_POLICY' ? 'service control policy' : 'resource control policy';
      policies.push(heldOnce(`${organization.id} ${id}`, () => holdGuardrail(fact, `${words} ${fact.name}`)));
    }
    // What is missing might allow what is not denied here.
    if (!whole) policies.push(UNSEEN);
    return { name: node.name, policies, ref: attached?.ref ?? null };
  }

  function heldOnce(key: string, make: () => HeldPolicy): HeldPolicy {
    let policy = held.get(key);
    if (!policy) {
      policy = make();
      held.set(key, policy);
    }
    return policy;
  }

  return guardrails;
}

const FULL_ACCESS = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
};
const UNSEEN = hold(FULL_ACCESS, null, 'policies that were not collected');

/** A policy that allows everything is no step of a proof: it only says that nothing is taken away. */
function holdGuardrail(
  fact: { document: HeldPolicy['document']; ref: EvidenceRef },
  name: string,
): HeldPolicy {
  return hold(fact.document, isUnlimited(fact.document) ? null : fact.ref, name);
}

interface Node {
  readonly id: string;
  readonly name: string;
}

/** From the root down to the account; only as far as is known, with a gap for the rest. */
function wayTo(organization: OrganizationFact, account: string, gaps: GuardrailGap[]): readonly Node[] {
  const [root] = organization.roots;
  if (root === undefined) {
    gaps.push({
      operation: 'organizations:ListRoots',
      reason: `the account is in the organization ${organization.id}, whose policies are told to its management account ${organization.management} or a delegated administrator`,
    });
    return [];
  }
  const top = { id: root.id, name: `the organization's root` };
  const member = organization.accounts.get(account);
  const units: Node[] = [];
  for (let at = member?.parent; at !== undefined && at !== root.id; ) {
    const unit = organization.units.get(at);
    if (unit === undefined || units.length > 20) {
      gaps.push({
        operation: 'organizations:ListOrganizationalUnitsForParent',
        reason: `which units account ${account} is in is not fully known`,
      });
      break;
    }
    units.unshift({ id: unit.id, name: `organizational unit ${unit.name}` });
    at = unit.parent ?? undefined;
  }
  if (member === undefined) {
    gaps.push({
      operation: 'organizations:ListAccountsForParent',
      reason: `where account ${account} is in the organization ${organization.id} is not known`,
    });
    return [top];
  }
  return [top, ...units, { id: account, name: `account ${account}` }];
}

/** `o-…/r-…/ou-…/`, as in aws:PrincipalOrgPaths. */
function placeOf(organization: OrganizationFact, account: string): OrganizationPlace {
  const { id, management, wholeTree } = organization;
  const gaps: GuardrailGap[] = [];
  const way = wayTo(organization, account, gaps);
  const member = organization.accounts.has(account) && wholeTree && gaps.length === 0;
  const path = member ? `${[id, ...way.slice(0, -1).map((node) => node.id)].join('/')}/` : null;
  return { id, management, path };
}

function guardrailOf(levels: readonly GuardrailLevel[]): Guardrail {
  const personal = levels
    .flatMap((each) => each.policies)
    .flatMap((policy) => statementsOf(policy.document))
    .filter((statement) => PERSONAL.test(JSON.stringify(statement)));
  const answers = new Map<string, boolean>();
  return {
    levels,
    anyPersonal: personal.length > 0,
    compiled: levels.map((each) => each.policies.map((policy) => policy.compiled)),
    personal(action) {
      if (personal.length === 0) return false;
      let known = answers.get(action);
      if (known === undefined) {
        known = personal.some((statement) => namesAction(statement, action));
        answers.set(action, known);
      }
      return known;
    },
  };
}
