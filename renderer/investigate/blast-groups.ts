import type { EntityRecord, Output } from '../../schema/contract.ts';
import type { EntityKind } from '../../schema/kinds/entity-kinds.ts';
import { kindOf, tierLabel } from '../entity/kind.ts';

export type Columns = Output<'reach'>;

/** What entities are put together by: kinds within tiers, kinds alone, kinds within sources. */
export type Grouping = 'tier' | 'kind' | 'source';

/** What decides the group of an entity. */
interface Placed {
  readonly kind: EntityKind;
  readonly tier: number | null;
  readonly source: string | null;
}

/** Entities of one kind under one head. */
export interface Group extends Placed {
  readonly key: string;
  readonly count: number;
  /** Position in the columns of the nearest of them. */
  readonly first: number;
}

/** One row of the grouped list. */
export type BlastRow =
  | {
      readonly type: 'head';
      /** True for the head of crown jewels. */
      readonly jewels: boolean;
      readonly label: string;
      readonly count: number;
    }
  | { readonly type: 'group'; readonly group: Group; readonly label: string; readonly open: boolean }
  | { readonly type: 'member'; readonly position: number; readonly entity: EntityRecord }
  | { readonly type: 'rest'; readonly group: Group; readonly left: number };

function headOf(of: Placed, grouping: Grouping): string {
  if (grouping === 'tier') return String(of.tier ?? 'none');
  return grouping === 'source' ? (of.source ?? '') : '';
}

export function groupKey(of: Placed, grouping: Grouping): string {
  return `${headOf(of, grouping)}\n${of.kind}`;
}

/** The engine's counts put together as asked for. */
export function groupsBy(counted: Columns['groups'], grouping: Grouping): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const each of counted) {
    const key = groupKey(each, grouping);
    const known = groups.get(key);
    groups.set(key, {
      ...each,
      key,
      count: each.count + (known?.count ?? 0),
      first: Math.min(each.first, known?.first ?? each.first),
    });
  }
  return [...groups.values()];
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
export function addMembers(
  members: Members,
  group: Group,
  grouping: Grouping,
  fetched: readonly EntityRecord[],
): Members {
  const found = fetched.flatMap((entity, offset) =>
    groupKey(entity, grouping) === group.key ? [{ position: members.next + offset, entity }] : [],
  );
  return { found: [...members.found, ...found], next: members.next + fetched.length };
}

const tierRank = (tier: number | null) => tier ?? 99;

/** Heads, under them kinds with counts, in the open ones their members: the rows of the list from top to bottom. */
export function blastRows(
  groups: readonly Group[],
  grouping: Grouping,
  open: ReadonlyMap<string, Members>,
): readonly BlastRow[] {
  const heads = new Map<string, Group[]>();
  for (const group of groups) {
    const head = headOf(group, grouping);
    heads.set(head, [...(heads.get(head) ?? []), group]);
  }
  const total = (all: readonly Group[]) => all.reduce((sum, group) => sum + group.count, 0);
  const ordered = [...heads.values()].sort(([a], [b]) =>
    grouping === 'tier'
      ? tierRank(a?.tier ?? null) - tierRank(b?.tier ?? null)
      : (a?.source ?? '\uffff') < (b?.source ?? '\uffff')
        ? -1
        : 1,
  );
  return ordered.flatMap((own) => [
    ...(grouping === 'kind' ? [] : [headRow(own[0]!, grouping, total(own))]),
    ...own
      .sort((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1))
      .flatMap((group) => groupRows(group, open.get(group.key))),
  ]);
}

function headRow(first: Group, grouping: Grouping, count: number): BlastRow {
  const label = grouping === 'tier' ? tierLabel(first.tier) : (first.source ?? 'Named, not collected');
  return { type: 'head', jewels: grouping === 'tier' && first.tier === 0, label, count };
}

function groupRows(group: Group, members: Members | undefined): readonly BlastRow[] {
  const { label, plural } = kindOf(group.kind);
  const head = {
    type: 'group',
    group,
    label: group.count === 1 ? label : plural,
    open: members !== undefined,
  } as const;
  if (!members) return [head];
  const left = group.count - members.found.length;
  return [
    head,
    ...members.found.map((member) => ({ type: 'member' as const, ...member })),
    ...(left > 0 ? [{ type: 'rest' as const, group, left }] : []),
  ];
}
