import { csvTable } from '../../schema/csv.ts';
import { markdownCode } from '../entity/markdown.ts';
import { type DifferencePart, rowText } from './compare-rows.ts';

/** Every difference as a table: part, what, note, verdicts. */
export function differencesCsv(parts: readonly DifferencePart[]): string {
  return csvTable(
    ['part', 'what', 'note', 'verdict', 'path'],
    parts.flatMap(({ id, rows }) =>
      rows.map((row) => [
        id,
        rowText(row),
        row.note,
        row.verdicts.join(' > '),
        row.path ? [row.path.from, ...row.path.hops.map((hop) => hop.to)].join(' > ') : '',
      ]),
    ),
  );
}

/** The same for a ticket. */
export function differencesMarkdown(
  sides: { readonly earlier: string; readonly later: string },
  parts: readonly DifferencePart[],
): string {
  return [
    '# Compared',
    '',
    `Earlier: ${markdownCode(sides.earlier)}`,
    '',
    `Later: ${markdownCode(sides.later)}`,
    '',
    ...parts.flatMap(({ title, rows, empty }) => [
      `## ${title}: ${rows.length}`,
      '',
      ...(rows.length === 0 ? [empty] : []),
      ...rows.map((row) => {
        const note = row.note === '' ? '' : `: ${markdownCode(row.note)}`;
        const path = row.path
          ? `, by ${[row.path.from, ...row.path.hops.map((hop) => hop.to)].map(markdownCode).join(' → ')}`
          : '';
        return `- ${markdownCode(rowText(row))}${note}${path}`;
      }),
      '',
    ]),
  ].join('\n');
}
