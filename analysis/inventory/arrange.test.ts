import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InventoryRow } from '../../schema/inventory.ts';
import {
  INVENTORY_FILTER_NAMES,
  INVENTORY_SORTS,
  type InventoryFilter,
  type InventorySort,
} from '../../schema/inventory-list.ts';
import { arrangeInventory } from './arrange.ts';

const NOW = Date.parse('2026-11-26T12:00:00Z');
const daysAgo = (days: number) => new Date(NOW - days * 86_400_000).toISOString();

function row(some: Partial<InventoryRow>): InventoryRow {
  return {
    id: 'arn:x',
    kind: 'aws-role',
    name: 'x',
    source: null,
    owner: null,
    claims: [],
    environment: null,
    crownJewel: false,
    tier: null,
    credential: null,
    created: null,
    ageDays: null,
    lastUsed: null,
    expires: null,
    workloads: 0,
    privileges: { granted: null, used: null, wildcard: null },
    unknown: [],
    ...some,
  };
}

const arranged = (
  rows: readonly InventoryRow[],
  some: {
    only?: readonly InventoryFilter[];
    among?: readonly string[];
    by?: InventorySort;
    descending?: boolean;
    match?: string;
  },
) =>
  arrangeInventory(
    rows,
    {
      match: some.match ?? '',
      kind: null,
      only: some.only ?? [],
      among: some.among ?? null,
      sort: { by: some.by ?? 'name', descending: some.descending ?? false },
    },
    () => NOW,
  );

describe('a filter', () => {
  const lastUses = [daysAgo(91), daysAgo(89), 'never', null].map((lastUsed) =>
    row({ lastUsed, created: daysAgo(400) }),
  );
  it('of unused ones takes those used long ago and those never used, and counts the unknown apart', () => {
    expect(arranged(lastUses, { only: ['unused'] })).toEqual({ order: Uint32Array.of(0, 2), unsure: 1 });
  });

  it('of what ends takes what ended and what ends soon', () => {
    const ends = ['expired', daysAgo(-89), daysAgo(-91), daysAgo(3), 'never', 'session', null];
    const found = arranged(
      ends.map((expires) => row({ expires })),
      { only: ['expiring'] },
    );
    expect(found).toEqual({ order: Uint32Array.of(0, 1, 3), unsure: 1 });
  });

  it('of some by id takes those of them that fit the others too', () => {
    const rows = ['a', 'b', 'c'].map((id) => row({ id, credential: id === 'b' ? 'static' : 'federated' }));
    expect(arranged(rows, { among: ['c', 'b', 'none'] }).order).toEqual(Uint32Array.of(1, 2));
    expect(arranged(rows, { among: ['c', 'b'], only: ['static'] }).order).toEqual(Uint32Array.of(1));
    expect(arranged(rows, { among: [] }).order).toHaveLength(0);
  });

  it('leaves out what surely fails another, whatever is not known of it', () => {
    const rows = [row({ credential: null, owner: { name: 'Ben', assigned: true, disputed: false } })];
    expect(arranged(rows, { only: ['static', 'no-owner'] }).unsure).toBe(0);
    expect(arranged(rows, { only: ['static'] }).unsure).toBe(1);
  });
});

describe('an order', () => {
  it('puts never before every time of use and after every end, and the unknown last both ways', () => {
    const used = ['2026-01-01T00:00:00Z', 'never', null].map((lastUsed) => row({ lastUsed }));
    expect([...arranged(used, { by: 'lastUsed' }).order]).toEqual([1, 0, 2]);
    expect([...arranged(used, { by: 'lastUsed', descending: true }).order]).toEqual([0, 1, 2]);
    const ends = ['never', '2027-01-01T00:00:00Z', 'expired'].map((expires) => row({ expires }));
    expect([...arranged(ends, { by: 'expires' }).order]).toEqual([2, 1, 0]);
  });

  it('of any rows holds each fitting one once, sorted, ties as they stood; narrowing twice is narrowing by both', () => {
    const text = fc.constantFrom('alpha', 'Beta', 'gamma');
    const time = fc.constantFrom(null, 'never', daysAgo(1), daysAgo(200), daysAgo(-30));
    const rows = fc.array(
      fc
        .record({
          name: text,
          owner: fc.option(text.map((name) => ({ name, assigned: false, disputed: false }))),
          credential: fc.constantFrom(null, 'static' as const, 'none' as const),
          lastUsed: time,
          expires: time,
          ageDays: fc.option(fc.integer({ min: 0, max: 3 })),
          workloads: fc.integer({ min: 0, max: 3 }),
        })
        .map(row),
      { maxLength: 30 },
    );
    const only = fc.subarray([...INVENTORY_FILTER_NAMES]);
    fc.assert(
      fc.property(
        rows,
        only,
        fc.constantFrom(...INVENTORY_SORTS),
        fc.boolean(),
        (all, filters, by, descending) => {
          const { order, unsure } = arranged(all, { only: filters, by, descending });
          // One filter after the other, each alone.
          const each = filters.map((filter) => new Set(arranged(all, { only: [filter] }).order));
          const wanted = all.flatMap((_, at) => (each.every((some) => some.has(at)) ? [at] : []));
          expect([...order].sort((a, b) => a - b)).toEqual(wanted);
          expect(order.length + unsure).toBeLessThanOrEqual(all.length);
          const upward = [...arranged(all, { only: filters, by }).order];
          if (by === 'workloads') {
            const counts = Array.from(order, (at) => all[at]!.workloads);
            expect(counts).toEqual([...counts].sort((a, b) => (descending ? b - a : a - b)));
            for (const [place, at] of upward.entries()) {
              const next = upward[place + 1];
              if (next !== undefined && all[at]!.workloads === all[next]!.workloads)
                expect(at).toBeLessThan(next);
            }
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
