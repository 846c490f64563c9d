import { expect, test } from 'vitest';
import type { TrendColumn, TrendMeasure } from '../../schema/measures.ts';
import { valueText } from './measure-words.ts';
import { measuresCsv, measuresMarkdown } from './measures-text.ts';
import { rowsOf } from './trend-table.ts';

const measure = (id: string, value: number | null, more: Partial<TrendMeasure> = {}): TrendMeasure => ({
  id,
  title: `Measure ${id}`,
  definition: 'What is counted.',
  unit: 'identities',
  better: 'lower',
  value,
  of: null,
  entities: [],
  also: [],
  unknown: value === null ? 'Nobody looked.' : null,
  coverage: [],
  count: 0,
  ...more,
});
const column = (month: string, measures: TrendMeasure[]): TrendColumn => ({
  path: `/tmp/${month}.trustpath`,
  digest: null,
  sealedAt: `2026-${month}-01T00:00:00.000Z`,
  at: `2026-${month}-01T00:00:00.000Z`,
  measures,
  failure: null,
});
const share = (part: number) => ({
  unit: 'ratio' as const,
  better: 'higher' as const,
  of: { part, whole: 4 },
});
const failure = { code: 'input-unreadable' as const, message: '/tmp/x|y.trustpath: there is no such file.' };
const COLUMNS = [
  column('01', [measure('a', 5), measure('b', null), measure('c', 0.25, share(1))]),
  column('02', [measure('a', 3), measure('b', 2), measure('c', 0.5, { ...share(2), coverage: ['one'] })]),
  column('03', [measure('a', 4), measure('b', null), measure('c', 0.5, share(2))]),
  { ...column('04', []), path: '/tmp/x|y.trustpath', sealedAt: null, failure },
];

test('a change is since the column before, and says whether that is better', () => {
  const changes = (path: string) => rowsOf(COLUMNS, path).map(({ change }) => change);
  expect(changes('/tmp/02.trustpath')).toEqual([
    { text: '−2', says: 'better' },
    null,
    { text: '+25 points', says: 'better' },
  ]);
  expect(changes('/tmp/03.trustpath')).toEqual([
    { text: '+1', says: 'worse' },
    null,
    { text: '0', says: 'same' },
  ]);
  // There is none before the first.
  expect(changes('/tmp/01.trustpath')).toEqual([null, null, null]);
  expect(rowsOf(COLUMNS, '/tmp/02.trustpath')[0]?.series.map(({ open }) => open)).toEqual([
    false,
    true,
    false,
  ]);
});

test('values are said in words of their unit, and what is not known is not 0', () => {
  expect(valueText(0.123456, 'ratio')).toBe('12.3 %');
  expect(valueText(1, 'identities')).toBe('1 identity');
  expect(valueText(0, 'keys')).toBe('0 keys');
  expect(valueText(null, 'keys')).toBe('not known');
  expect(valueText(12.5, 'days')).toBe('12.5 days');
  expect([59, 61, 7_260, 172_800].map((each) => valueText(each, 'seconds'))).toEqual([
    '59 s',
    '1 min 1 s',
    '2 h 1 min',
    '2 days',
  ]);
});

test('as Markdown there is a column for each snapshot, with what is partial marked and what failed told', () => {
  const text = measuresMarkdown(COLUMNS);
  expect(text).toContain('| Measure | 2026-01-01 | 2026-02-01 | 2026-03-01 |');
  expect(text).toContain('| Measure a | 5 identities | 3 identities | 4 identities |');
  expect(text).toContain('| Measure b | not known | 2 identities | not known |');
  expect(text).toContain('| Measure c | 25 % (1 of 4) | 50 % (2 of 4)\\* | 50 % (2 of 4) |');
  expect(text).toContain('- Measure b: Nobody looked.');
  expect(text).toContain('Not measured: /tmp/x\\|y.trustpath: there is no such file.');
});

test('as CSV there is a line for each measure of each snapshot', () => {
  const lines = measuresCsv(COLUMNS).trim().split('\r\n');
  expect(lines).toHaveLength(10);
  expect(lines[6]).toBe('2026-02-01T00:00:00.000Z,/tmp/02.trustpath,c,Measure c,ratio,0.5,2,4,0,,1');
});
