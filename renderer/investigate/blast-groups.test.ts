import { describe, expect, it } from 'vitest';
import type { EntityRecord } from '../../schema/contract.ts';
import { addMembers, blastRows, type Group, groupKey, noMembers } from './blast-groups.ts';

const entity = (index: number, kind: EntityRecord['kind'], tier: EntityRecord['tier']): EntityRecord => ({
  index,
  id: `e${index}`,
  kind,
  name: `e${index}`,
  source: null,
  collected: true,
  tier,
  attributes: {},
  evidence: null,
});
const buckets: Group = { kind: 'aws-s3-bucket', tier: 1, count: 2, first: 1 };
const roles: Group = { kind: 'aws-role', tier: 2, count: 3, first: 0 };
const account: Group = { kind: 'aws-account', tier: 0, count: 1, first: 5 };

describe('a blast radius in groups', () => {
  it('lists tiers from the crown jewels down, kinds in them by count, closed', () => {
    const rows = blastRows([roles, buckets, account], new Map());
    expect(rows.map((row) => (row.type === 'tier' ? `${row.label}: ${row.count}` : row.type))).toEqual([
      'Crown jewel: 1',
      'group',
      'Data and keys: 2',
      'group',
      'Other: 3',
      'group',
    ]);
  });

  it('opens a group with what was fetched of it and says how many are left', () => {
    const fetched = [entity(7, 'aws-s3-bucket', 1), entity(8, 'aws-role', 2)];
    const members = addMembers(noMembers(buckets), buckets, fetched);
    expect(members).toMatchObject({ next: 3, found: [{ position: 1, entity: { index: 7 } }] });
    const rows = blastRows([buckets], new Map([[groupKey(buckets), members]]));
    expect(rows.map((row) => row.type)).toEqual(['tier', 'group', 'member', 'rest']);
    expect(rows.at(-1)).toMatchObject({ left: 1 });
  });

  it('tells apart the same kind in two tiers', () => {
    const jewels: Group = { ...buckets, tier: 0 };
    const members = addMembers(noMembers(jewels), jewels, [
      entity(7, 'aws-s3-bucket', 1),
      entity(9, 'aws-s3-bucket', 0),
    ]);
    expect(members.found.map((member) => member.entity.index)).toEqual([9]);
  });
});
