import type { Json, JsonObject } from '../../../schema/json.ts';
import type { EvidenceRef } from '../../../schema/records.ts';
import { type Cursor, field, items, refOf, text } from '../../observations/cursor.ts';
import { isAccountId } from './arn.ts';
import type { CallScene } from './resource-drafts.ts';

export type GuardrailType = 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY';

/** A root or an organizational unit. */
export interface OrganizationNodeFact {
  readonly id: string;
  readonly name: string;
  /** Null for a root. */
  readonly parent: string | null;
  readonly ref: EvidenceRef;
}

export interface OrganizationRootFact extends OrganizationNodeFact {
  /** Policy types that are switched on; those of the others apply to nobody. */
  readonly enabled: ReadonlySet<string>;
}

export interface MemberAccountFact {
  readonly id: string;
  readonly name: string | null;
  readonly status: string | null;
  readonly parent: string;
  readonly ref: EvidenceRef;
}

export interface GuardrailPolicyFact {
  readonly id: string;
  readonly name: string;
  readonly document: Json;
  readonly ref: EvidenceRef;
}

export interface AttachedFact {
  readonly policies: readonly { readonly id: string; readonly ref: EvidenceRef }[];
  /** False where a page of the listing is missing. */
  readonly whole: boolean;
  readonly ref: EvidenceRef;
}

export interface OrganizationFact {
  /** `o-a1b2c3d4e5` */
  readonly id: string;
  readonly arn: string;
  readonly management: string;
  /** False where only bills are shared, so that no policies apply. */
  readonly allFeatures: boolean;
  /** The sources that describe it. */
  readonly sources: readonly string[];
  readonly roots: readonly OrganizationRootFact[];
  readonly units: ReadonlyMap<string, OrganizationNodeFact>;
  readonly accounts: ReadonlyMap<string, MemberAccountFact>;
  /** Whether every listing of units and accounts arrived, so that who is not in it is no member. */
  readonly wholeTree: boolean;
  /** Policies attached to a root, unit or account, by `attachmentKey`; no entry: not collected. */
  readonly attached: ReadonlyMap<string, AttachedFact>;
  readonly policies: ReadonlyMap<string, GuardrailPolicyFact>;
  readonly ref: EvidenceRef;
}

export interface OrganizationFacts {
  readonly organizations: readonly OrganizationFact[];
  /** By account: the organization it said it belongs to, null for none. No entry: not asked or not answered. */
  readonly memberOf: ReadonlyMap<string, string | null>;
}

export function attachmentKey(target: string, type: GuardrailType): string {
  return `${target} ${type}`;
}

interface Described {
  readonly id: string;
  readonly arn: string;
  readonly management: string;
  readonly allFeatures: boolean;
  readonly ref: EvidenceRef;
}

/** What one source said of the organization it is in. */
interface Told {
  described: Described | null;
  readonly roots: OrganizationRootFact[];
  readonly units: Map<string, OrganizationNodeFact>;
  readonly accounts: Map<string, MemberAccountFact>;
  /** Parents whose units, and whose accounts, were listed. */
  readonly unitsOf: Set<string>;
  readonly accountsOf: Set<string>;
  readonly attached: Map<
    string,
    { policies: AttachedFact['policies'][number][]; whole: boolean; ref: EvidenceRef }
  >;
  readonly policies: Map<string, GuardrailPolicyFact>;
}

export interface OrganizationReader {
  read(operation: string, document: Cursor, scene: CallScene): boolean;
  finish(): OrganizationFacts;
}

/** Reads the answers of Organizations, one source at a time, and joins what several sources say of one organization. */
export function organizationReader(): OrganizationReader {
  const bySource = new Map<string, Told>();
  const memberOf = new Map<string, string | null>();
  return {
    read(operation, document, scene) {
      if (!operation.startsWith('organizations:')) return false;
      const told = bySource.get(scene.source) ?? nothingTold();
      bySource.set(scene.source, told);
      if (operation === 'organizations:DescribeOrganization') {
        told.described = readOrganization(field(document, 'Organization'));
        if (isAccountId(scene.account)) memberOf.set(scene.account, told.described?.id ?? null);
        return true;
      }
      return readDetail(operation, document, scene.parameters, told);
    },
    finish() {
      const groups = Map.groupBy(
        [...bySource].filter(([, told]) => told.described !== null),
        ([, told]) => (told.described as Described).id,
      );
      return { organizations: [...groups.values()].map(joined), memberOf };
    },
  };
}

function nothingTold(): Told {
  return {
    described: null,
    roots: [],
    units: new Map(),
    accounts: new Map(),
    unitsOf: new Set(),
    accountsOf: new Set(),
    attached: new Map(),
    policies: new Map(),
  };
}

function readOrganization(at: Cursor): Described | null {
  const id = text(at, 'Id');
  const management = text(at, 'MasterAccountId') ?? text(at, 'ManagementAccountId');
  if (id === null || management === null) return null;
  return {
    id,
    management,
    arn: text(at, 'Arn') ?? id,
    allFeatures: text(at, 'FeatureSet') !== 'CONSOLIDATED_BILLING',
    ref: refOf(at),
  };
}

function readDetail(operation: string, document: Cursor, parameters: JsonObject, told: Told): boolean {
  const parent = typeof parameters.ParentId === 'string' ? parameters.ParentId : null;
  switch (operation) {
    case 'organizations:ListRoots':
      for (const at of items(field(document, 'Roots'))) {
        const id = text(at, 'Id');
        if (id !== null)
          told.roots.push({
            id,
            name: text(at, 'Name') ?? id,
            parent: null,
            enabled: enabledIn(at),
            ref: refOf(at),
          });
      }
      return true;
    case 'organizations:ListOrganizationalUnitsForParent':
      if (parent === null) return false;
      if (isLastPage(document)) told.unitsOf.add(parent);
      for (const at of items(field(document, 'OrganizationalUnits'))) {
        const id = text(at, 'Id');
        if (id !== null) told.units.set(id, { id, name: text(at, 'Name') ?? id, parent, ref: refOf(at) });
      }
      return true;
    case 'organizations:ListAccountsForParent':
      if (parent === null) return false;
      if (isLastPage(document)) told.accountsOf.add(parent);
      for (const at of items(field(document, 'Accounts'))) {
        const id = text(at, 'Id');
        if (id !== null && isAccountId(id))
          told.accounts.set(id, {
            id,
            name: text(at, 'Name'),
            status: text(at, 'State') ?? text(at, 'Status'),
            parent,
            ref: refOf(at),
          });
      }
      return true;
    case 'organizations:ListPoliciesForTarget': {
      const { TargetId: target, Filter: type } = parameters;
      if (typeof target !== 'string' || typeof type !== 'string') return false;
      const key = `${target} ${type}`;
      const known = told.attached.get(key) ?? {
        policies: [],
        whole: false,
        ref: refOf(field(document, 'Policies')),
      };
      told.attached.set(key, known);
      known.whole ||= isLastPage(document);
      for (const at of items(field(document, 'Policies'))) {
        const id = text(at, 'Id') ?? '';
        known.policies.push({ id, ref: refOf(at) });
        // AWS lists no content here: what has one is attached by a scenario, and described nowhere else.
        const content = field(at, 'Content');
        if (content.value !== undefined)
          told.policies.set(id, {
            id,
            name: text(at, 'Name') ?? id,
            document: content.value,
            ref: refOf(content),
          });
      }
      return true;
    }
    case 'organizations:DescribePolicy': {
      const policy = field(document, 'Policy');
      const summary = field(policy, 'PolicySummary');
      const content = field(policy, 'Content');
      const id = text(summary, 'Id');
      if (id !== null && content.value !== undefined)
        told.policies.set(id, {
          id,
          name: text(summary, 'Name') ?? id,
          document: content.value,
          ref: refOf(content),
        });
      return true;
    }
    case 'organizations:ListPolicies':
      return true;
    default:
      return false;
  }
}

function isLastPage(document: Cursor): boolean {
  return text(document, 'NextToken') === null;
}

function enabledIn(root: Cursor): ReadonlySet<string> {
  const enabled = new Set<string>();
  // A type that is on its way in or out (PENDING_ENABLE, PENDING_DISABLE) is taken to apply; one that is off is not listed.
  for (const at of items(field(root, 'PolicyTypes'))) enabled.add(text(at, 'Type') ?? '');
  return enabled;
}

function joined(told: readonly (readonly [string, Told])[]): OrganizationFact {
  const all = told.map(([, each]) => each);
  const [first] = all as [Told, ...Told[]];
  const described = first.described as Described;
  const roots = new Map(all.flatMap((each) => each.roots.map((root) => [root.id, root] as const)));
  const units = new Map(all.flatMap((each) => [...each.units]));
  const listed = (of: (each: Told) => Set<string>, id: string) => all.some((each) => of(each).has(id));
  const parents = [...roots.keys(), ...units.keys()];
  return {
    ...described,
    sources: told.map(([source]) => source),
    roots: [...roots.values()],
    units,
    accounts: new Map(all.flatMap((each) => [...each.accounts])),
    wholeTree:
      roots.size > 0 &&
      parents.every((id) => listed((each) => each.unitsOf, id) && listed((each) => each.accountsOf, id)),
    attached: new Map(all.flatMap((each) => [...each.attached])),
    policies: new Map(all.flatMap((each) => [...each.policies])),
  };
}
