import type { Json, JsonObject } from '../../../schema/json.ts';
import type { MemoryCall } from '../../observations/memory-source.ts';

export const MANAGEMENT = '999900001111';
export const ORGANIZATION = 'o-exampleorg1';
export const SCOPED = 'r-ex01';

export interface SmallGuardrails {
  /** Statements of one service control policy, by where it is attached: `root`, a unit's name or an account id. */
  readonly scp?: Readonly<Record<string, readonly JsonObject[]>>;
  readonly rcp?: Readonly<Record<string, readonly JsonObject[]>>;
  /** Where FullAWSAccess was taken off. */
  readonly withoutFullAccess?: readonly string[];
  /** Units, each inside the one before, from the root; accounts by the unit they are in (else the root). */
  readonly units?: readonly string[];
  readonly accounts: Readonly<Record<string, string>>;
  readonly management?: string;
  /** Calls that were denied and so have no answer, by operation and what was asked about. */
  readonly denied?: (operation: string, about: string) => boolean;
  readonly disabled?: boolean;
}

const FULL: Json = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const TYPES = { scp: 'SERVICE_CONTROL_POLICY', rcp: 'RESOURCE_CONTROL_POLICY' } as const;

/** What a collection from the management account records of a small organization. */
export function organizationCalls(small: SmallGuardrails): MemoryCall[] {
  const { units = [], management = MANAGEMENT, denied = () => false } = small;
  const unitId = (name: string) => `ou-ex01-${name.toLowerCase().padEnd(8, '0')}`;
  const idOf = (place: string) =>
    place === 'root' ? SCOPED : /^\d{12}$/.test(place) ? place : unitId(place);
  const calls: MemoryCall[] = [];
  const add = (operation: string, parameters: JsonObject, document: Json) => {
    const [about = ''] = Object.values(parameters).map(String);
    if (!denied(operation, about))
      calls.push({ operation: `organizations:${operation}`, parameters, document });
  };
  add(
    'DescribeOrganization',
    {},
    {
      Organization: { Id: ORGANIZATION, MasterAccountId: management, FeatureSet: 'ALL' },
    },
  );
  const enabled = small.disabled ? [] : Object.values(TYPES).map((Type) => ({ Type, Status: 'ENABLED' }));
  add('ListRoots', {}, { Roots: [{ Id: SCOPED, Name: 'Root', PolicyTypes: enabled }] });
  const parents = ['root', ...units];
  const all = { [management]: 'root', ...small.accounts };
  for (const [depth, parent] of parents.entries()) {
    const child = parents[depth + 1];
    add(
      'ListOrganizationalUnitsForParent',
      { ParentId: idOf(parent) },
      { OrganizationalUnits: child === undefined ? [] : [{ Id: unitId(child), Name: child }] },
    );
    add(
      'ListAccountsForParent',
      { ParentId: idOf(parent) },
      {
        Accounts: Object.entries(all)
          .filter(([, place]) => place === parent)
          .map(([Id]) => ({ Id, Name: Id, Status: 'ACTIVE' })),
      },
    );
  }
  for (const [kind, type] of Object.entries(TYPES) as ['scp' | 'rcp', string][]) {
    for (const place of [...parents, ...Object.keys(all)]) {
      const own = small[kind]?.[place];
      const names = [
        ...(small.withoutFullAccess?.includes(place) && kind === 'scp' ? [] : [`p-full-${kind}`]),
        ...(own ? [`p-${kind}-${idOf(place)}`] : []),
      ];
      add(
        'ListPoliciesForTarget',
        { TargetId: idOf(place), Filter: type },
        { Policies: names.map((Id) => ({ Id, Name: Id, Type: type })) },
      );
      if (own)
        add(
          'DescribePolicy',
          { PolicyId: `p-${kind}-${idOf(place)}` },
          {
            Policy: {
              PolicySummary: { Id: `p-${kind}-${idOf(place)}`, Name: `${kind} of ${place}` },
              Content: { Version: '2012-10-17', Statement: own as Json },
            },
          },
        );
    }
    add(
      'DescribePolicy',
      { PolicyId: `p-full-${kind}` },
      { Policy: { PolicySummary: { Id: `p-full-${kind}`, Name: 'FullAWSAccess' }, Content: FULL } },
    );
  }
  return calls;
}
