import { describe, expect, it } from 'vitest';
import type { EntityRecord } from '../../schema/contract.ts';
import {
  addMembers,
  type BlastRow,
  blastRows,
  type Columns,
  type Grouping,
  groupKey,
  groupsBy,
  noMembers,
} from './blast-groups.ts';

const entity = (
  index: number,
  kind: EntityRecord['kind'],
  tier: EntityRecord['tier'],
  source: string | null = 'aws:1',
): EntityRecord => ({
  index,
  id: `e${index}`,
  kind,
  name: `e${index}`,
  source,
  collected: true,
  tier,
  attributes: {},
  evidence: null,
});
const counted: Columns['groups'] = [
  { kind: 'aws-account', tier: 0, source: null, count: 1, first: 5 },
  { kind: 'aws-s3-bucket', tier: 1, source: 'aws:1', count: 2, first: 3 },
  { kind: 'aws-s3-bucket', tier: 1, source: 'aws:2', count: 4, first: 1 },
  { kind: 'aws-role', tier: 2, source: 'aws:1', count: 3, first: 0 },
];
const rowsBy = (grouping: Grouping) => blastRows(groupsBy(counted, grouping), grouping, new Map());
const shown = (row: BlastRow) =>
  row.type === 'head'
    ? `${row.label}: ${row.count}`
    : row.type === 'group'
      ? `${row.group.kind} ${row.group.count}`
      : row.type;

describe('a blast radius in groups', () => {
  it('lists tiers from the crown jewels down, kinds in them by count, closed', () => {
    expect(rowsBy('tier').map(shown)).toEqual([
      'Crown jewel: 1',
      'aws-account 1',
      'Data and keys: 6',
      'aws-s3-bucket 6',
      'Other: 3',
      'aws-role 3',
    ]);
  });

  it('lists kinds alone, the most frequent first', () => {
    expect(rowsBy('kind').map(shown)).toEqual(['aws-s3-bucket 6', 'aws-role 3', 'aws-account 1']);
  });

  it('lists sources, and last what only others name', () => {
    expect(rowsBy('source').map(shown)).toEqual([
      'aws:1: 5',
      'aws-role 3',
      'aws-s3-bucket 2',
      'aws:2: 4',
      'aws-s3-bucket 4',
      'Named, not collected: 1',
      'aws-account 1',
    ]);
  });

  it('opens a group with what was fetched of it and says how many are left', () => {
    const groups = groupsBy(counted, 'source');
    const buckets = groups.find((group) => group.key === groupKey(counted[1]!, 'source'))!;
    const fetched = [
      entity(7, 'aws-s3-bucket', 1),
      entity(8, 'aws-role', 2),
      entity(9, 'aws-s3-bucket', 1, 'aws:2'),
    ];
    const members = addMembers(noMembers(buckets), buckets, 'source', fetched);
    expect(members).toMatchObject({ next: 6, found: [{ position: 3, entity: { index: 7 } }] });
    const rows = blastRows([buckets], 'source', new Map([[buckets.key, members]]));
    expect(rows.map((row) => row.type)).toEqual(['head', 'group', 'member', 'rest']);
    expect(rows.at(-1)).toMatchObject({ left: 1 });
  });

  it('looks for the members of a merged group from the nearest on', () => {
    const [, buckets] = groupsBy(counted, 'kind');
    expect(buckets).toMatchObject({ kind: 'aws-s3-bucket', first: 1, count: 6 });
  });
});
