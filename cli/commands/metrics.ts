import { csvTable } from '../../schema/csv.ts';
import { TrustpathError } from '../../schema/errors.ts';
import type { Measure } from '../../schema/measures.ts';
import type { Command, CommandContext } from '../command.ts';
import { choiceOption, textOption } from '../options.ts';
import { table } from '../text/table.ts';
import { countingCase } from '../with-case.ts';
import { withOpened } from '../with-snapshot.ts';

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

/** Warnings about a snapshot were said when its moment was read. */
const saidBefore = () => undefined;

/** One after the other, so that no more than one snapshot is in memory; the latest alone is of today. */
async function columnsOf(context: CommandContext): Promise<Column[]> {
  const { engine, signal, positionals, options } = context;
  const sealed: { path: string; sealedAt: string }[] = [];
  for (const path of positionals)
    await withOpened(context, path, async (_handle, opened) => {
      const { sealedAt } = opened.info;
      if (sealedAt === null)
        throw new TrustpathError(
          'input-refused',
          `${path}: the collection is unfinished: nothing to measure yet.`,
        );
      sealed.push({ path, sealedAt });
    });
  sealed.sort((a, b) => (a.sealedAt < b.sealedAt ? -1 : a.sealedAt > b.sealedAt ? 1 : 0));
  const columns: Column[] = [];
  for (const [place, each] of sealed.entries()) {
    const latest = place === sealed.length - 1;
    const answer = await withOpened(
      context,
      each.path,
      (handle) =>
        countingCase(context, textOption(options, 'case'), handle, (bound) =>
          engine.request(
            'measures',
            { handle, ...(bound && { case: bound.case }), ...(!latest && { at: each.sealedAt }) },
            { signal },
          ),
        ),
      saidBefore,
    );
    columns.push({ ...each, ...answer });
  }
  return columns;
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
