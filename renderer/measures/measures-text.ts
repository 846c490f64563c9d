import { csvTable } from '../../schema/csv.ts';
import type { TrendColumn, TrendMeasure } from '../../schema/measures.ts';
import { isPartial, partText, valueText } from './measure-words.ts';

/** One line a measure and snapshot, for a spreadsheet. */
export function measuresCsv(columns: readonly TrendColumn[]): string {
  return csvTable(
    [
      'sealed',
      'snapshot',
      'measure',
      'title',
      'unit',
      'value',
      'part',
      'whole',
      'entities',
      'unknown',
      'gaps',
    ],
    columns.flatMap(({ sealedAt, path, measures }) =>
      measures.map(({ id, title, unit, value, of, count, unknown, coverage }) => [
        sealedAt,
        path,
        id,
        title,
        unit,
        value,
        of?.part ?? null,
        of?.whole ?? null,
        count,
        unknown,
        coverage.length,
      ]),
    ),
  );
}

/** A table with a column for each snapshot, and what the latest leaves out. */
export function measuresMarkdown(columns: readonly TrendColumn[]): string {
  const measured = columns.filter(({ failure }) => failure === null);
  const latest = measured.at(-1);
  if (!latest) return '';
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  const dates = measured.map(({ sealedAt }) => (sealedAt ?? '').slice(0, 10));
  const notes = latest.measures.flatMap(({ title, unknown, coverage }) => [
    ...(unknown === null ? [] : [`- ${cell(title)}: ${cell(unknown)}`]),
    ...(coverage.length === 0 ? [] : [`- ${cell(title)}: ${coverage.length} coverage gaps could change it.`]),
  ]);
  return [
    line(['Measure', ...dates]),
    line(['---', ...dates.map(() => '---:')]),
    ...latest.measures.map(({ id, title }) =>
      line([title, ...measured.map(({ measures }) => valueIn(measures.find((each) => each.id === id)))]),
    ),
    '',
    '`*` leaves out what is not known, or gaps could change it.',
    ...(notes.length === 0 ? [] : ['', `Of ${dates.at(-1)}:`, '', ...notes]),
    ...columns.flatMap(({ failure }) => (failure ? ['', `Not measured: ${cell(failure.message)}`] : [])),
    '',
  ].join('\n');
}

function valueIn(measure: TrendMeasure | undefined): string {
  if (!measure) return '?';
  const part = partText(measure);
  return `${valueText(measure.value, measure.unit)}${part && ` (${part})`}${isPartial(measure) ? '\\*' : ''}`;
}

/** Names come from outside: what would be markup in a table is escaped. */
function cell(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replace(/(?<!\\)([|`<[\]])/g, '\\$1');
}
