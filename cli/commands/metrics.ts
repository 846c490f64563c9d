import { csvTable } from '../../schema/csv.ts';
import { TrustpathError } from '../../schema/errors.ts';
import type { Measure } from '../../schema/measures.ts';
import type { Command, CommandContext } from '../command.ts';
import { choiceOption, textOption } from '../options.ts';
import { table } from '../text/table.ts';
import { withCase } from '../with-case.ts';

const FORMATS = ['text', 'json', 'csv'] as const;
const MOST_SNAPSHOTS = 120;

interface Column {
  readonly path: string;
  readonly sealedAt: string;
  /** The moment at which exceptions and drills were counted. */
  readonly at: string;
  readonly measures: readonly Measure[];
}

export const metrics: Command = {
  name: 'metrics',
  usage: `metrics SNAPSHOT… [--case CASE] [--format ${FORMATS.join('|')}]`,
  summary: 'The measures of the programme; of several snapshots a column each, in the order of sealing.',
  options: { case: { type: 'string' }, format: { type: 'string' } },
  positionals: [1, MOST_SNAPSHOTS],
  run: async (context) => {
    const format = choiceOption(context.options, 'format', FORMATS) ?? 'text';
    const columns = await columnsOf(context);
    return {
      json: { columns },
      text: format === 'csv' ? csvOf(columns).replace(/\r?\n$/, '') : textOf(columns),
      alwaysJson: format === 'json',
    };
  },
};

/** The latest column is of today, each earlier one of when it was sealed. */
async function columnsOf({
  engine,
  signal,
  positionals,
  options,
  onProgress,
}: CommandContext): Promise<Column[]> {
  const snapshots = positionals.map((path) => ({ path }));
  const file = textOption(options, 'case');
  const measured = async (opened: string | null) => {
    const input = { snapshots, entities: true, ...(opened !== null && { case: opened }) };
    return (await engine.request('measures', input, { signal, onProgress })).columns;
  };
  const columns =
    file === undefined
      ? await measured(null)
      : await withCase({ engine, signal }, file, (opened) => measured(opened.case));
  return columns.map(({ path, sealedAt, at, measures, failure }) => {
    if (failure) throw new TrustpathError(failure.code, failure.message);
    return { path, sealedAt: sealedAt ?? at, at, measures: measures.map(({ count: _, ...each }) => each) };
  });
}

function textOf(columns: readonly Column[]): string {
  const latest = columns.at(-1);
  if (!latest) return '';
  const header = [
    'measure',
    'unit',
    ...columns.map(({ sealedAt }) => sealedAt.slice(0, 16).replace('T', ' ')),
  ];
  const rows = latest.measures.map(({ id, title, unit }) => [
    title,
    unit,
    ...columns.map(({ measures }) => cellOf(measures.find((each) => each.id === id))),
  ]);
  const notes = latest.measures.flatMap(({ title, also, unknown, coverage }) => {
    const lines = [
      ...(also.length > 0 ? [also.map(({ label, value }) => `${label}: ${shown(value)}`).join('; ')] : []),
      ...(unknown === null ? [] : [unknown]),
      ...(coverage.length > 0 ? [`Partial: ${coverage.length} coverage gaps could change it.`] : []),
    ];
    return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
  });
  const of = columns.length > 1 ? ' (of the latest snapshot)' : '';
  return [
    table(header, rows),
    '? is not known; * leaves out what is not known, or gaps could change it.',
    ...(notes.length > 0 ? ['', `What stands behind them${of}:`, ...notes] : []),
  ].join('\n');
}

function cellOf(measure: Measure | undefined): string {
  if (!measure || measure.value === null) return '?';
  const { value, of, unknown, coverage } = measure;
  const mark = unknown !== null || coverage.length > 0 ? '*' : '';
  return `${shown(value)}${of ? ` (${of.part} of ${of.whole})` : ''}${mark}`;
}

/** At most three digits after the point. */
function shown(value: number): string {
  return String(Math.round(value * 1_000) / 1_000);
}

function csvOf(columns: readonly Column[]): string {
  return csvTable(
    ['sealed', 'snapshot', 'measure', 'unit', 'value', 'part', 'whole', 'unknown', 'gaps'],
    columns.flatMap(({ sealedAt, path, measures }) =>
      measures.map(({ id, unit, value, of, unknown, coverage }) => [
        sealedAt,
        path,
        id,
        unit,
        value,
        of?.part ?? null,
        of?.whole ?? null,
        unknown,
        coverage.length,
      ]),
    ),
  );
}
