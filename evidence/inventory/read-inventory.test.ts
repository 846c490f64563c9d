import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvTable } from '../../schema/csv.ts';
import { readCsv } from './read-csv.ts';
import { readInventory } from './read-inventory.ts';

describe('an inventory that comes back', () => {
  it('is read from CSV by the names of its columns, whatever their order', () => {
    const text = 'tier,name,id,owner\r\n1,x,arn:a,"Amara, platform"\r\n,,arn:b,\r\n-,y,arn:c,-\r\n';
    expect(readInventory(text, 'edited.csv')).toEqual([
      { line: 2, id: 'arn:a', owner: 'Amara, platform', tier: 1 },
      { line: 3, id: 'arn:b' },
      { line: 4, id: 'arn:c', owner: null, tier: null },
    ]);
  });

  it('is read from YAML with the lines of its items', () => {
    const text =
      '# by hand\n- id: arn:a\n  owner: platform\n  tier: 0\n  age_days: 5\n- id: arn:b\n  environment: "-"\n';
    expect(readInventory(text, 'edited.yaml')).toEqual([
      { line: 2, id: 'arn:a', owner: 'platform', tier: 0 },
      { line: 6, id: 'arn:b', environment: null },
    ]);
  });

  it.each([
    ['x.csv', 'name,owner\r\na,b\r\n', /x\.csv, line 1: there is no column "id"/],
    ['x.csv', 'id,name\r\na,b\r\n', /line 1: there is no column of owner/],
    ['x.csv', 'id,tier\r\na,7\r\n', /line 2: tier "7"/],
    ['x.csv', 'id,owner\r\na,b\r\na,c\r\n', /line 3: "a" stands in line 2 already/],
    ['x.csv', 'id,owner\r\na,"b\r\n', /line 2: a quoted cell does not end/],
    ['x.csv', 'id,owner\r\na,"b"c\r\n', /line 2: text follows a quoted cell/],
    ['x.csv', 'id,owner\r\na,b,c\r\n', /line 2: has 3 cells under 2 columns/],
    ['x.csv', 'id,owner\r\n,b\r\n', /line 2: has no id/],
    ['x.yaml', 'id: a\n', /line 1: is no list of identities/],
    ['x.yaml', '- id: a\n  owner: [b]\n', /line 1: owner is no plain value/],
    ['x.yaml', '- id: a\n\t bad', /x\.yaml: /],
    ['x.yaml', '- id: a\n- id: b\n  id: c\n', /x\.yaml, line 3: says one thing twice/],
  ])('is refused with file, line and reason: %s %j', (file, text, message) => {
    expect(() => readInventory(text, file)).toThrow(message);
  });

  it('is not parsed as YAML where it has more values than can be held', () => {
    expect(() => readInventory(`[${'[],'.repeat(800_000)}[]]`, 'x.yaml')).toThrow(
      'x.yaml, line 1: is larger than is read as YAML (more than 1500000 values); write it as CSV.',
    );
  });

  it('holds any text in a cell: what is written as CSV is read again as it was', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ';', '=', '-', ' ', 'ü') });
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        (rows) => {
          const header = rows[0] ?? [];
          // A lone carriage return before a quote would be a formula's mark in a cell of its own.
          const read = readCsv(csvTable(header, rows.slice(1)), 'x.csv').map(({ cells }) => cells);
          expect(read).toEqual(rows);
        },
      ),
      { numRuns: 300 },
    );
  });
});
