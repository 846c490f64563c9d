import type { EntityRecord, Output } from '../../schema/contract.ts';
import { kindOf, tierLabel } from '../entity/kind.ts';

export type Columns = Output<'reach'>;
export type Group = Columns['groups'][number];

/** One row of the grouped list. A member's entity is undefined until it has been fetched. */
export type BlastRow =
  | { readonly type: 'tier'; readonly tier: number | null; readonly label: string; readonly count: number }
  | {
      readonly type: 'group';
      readonly group: Group;
      readonly key: string;
      readonly label: string;
      readonly open: boolean;
    }
  | { readonly type: 'member'; readonly position: number; readonly entity: EntityRecord }
  | { readonly type: 'rest'; readonly group: Group; readonly key: string; readonly left: number };

export function groupKey(group: { readonly kind: string; readonly tier: number | null }): string {
  return `${group.tier ?? 'none'} ${group.kind}`;
}

/** What has been fetched of one group: positions in the columns, and from where on to look for more. */
export interface Members {
  readonly found: readonly { readonly position: number; readonly entity: EntityRecord }[];
  readonly next: number;
}

export function noMembers(group: Group): Members {
  return { found: [], next: group.first };
}

/** Adds the entities of one fetched stretch of the columns that belong to the group. */
export function addMembers(members: Members, group: Group, fetched: readonly EntityRecord[]): Members {
  const key = groupKey(group);
  const found = fetched.flatMap((entity, offset) =>
    groupKey(entity) === key ? [{ position: members.next + offset, entity }] : [],
  );
  return { found: [...members.found, ...found], next: members.next + fetched.length };
}

const tierRank = (tier: number | null) => tier ?? 99;

/** Tiers, in them kinds with counts, in the open ones their members: the rows of the list from top to bottom. */
export function blastRows(groups: readonly Group[], open: ReadonlyMap<string, Members>): readonly BlastRow[] {
  const tiers = new Map<number | null, Group[]>();
  for (const group of groups) tiers.set(group.tier, [...(tiers.get(group.tier) ?? []), group]);
  const ordered = [...tiers.entries()].sort(([a], [b]) => tierRank(a) - tierRank(b));
  return ordered.flatMap(([tier, inTier]) => [
    {
      type: 'tier' as const,
      tier,
      label: tierLabel(tier),
      count: inTier.reduce((sum, group) => sum + group.count, 0),
    },
    ...[...inTier]
      .sort((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1))
      .flatMap((group) => groupRows(group, open.get(groupKey(group)))),
  ]);
}

function groupRows(group: Group, members: Members | undefined): readonly BlastRow[] {
  const key = groupKey(group);
  const { label, plural } = kindOf(group.kind);
  const head = {
    type: 'group',
    group,
    key,
    label: group.count === 1 ? label : plural,
    open: members !== undefined,
  } as const;
  if (!members) return [head];
  const left = group.count - members.found.length;
  return [
    head,
    ...members.found.map((member) => ({ type: 'member' as const, ...member })),
    ...(left > 0 ? [{ type: 'rest' as const, group, key, left }] : []),
  ];
}
