import type { Output } from '../../schema/contract.ts';
import { TrustpathError } from '../../schema/errors.ts';
import type { Command } from '../command.ts';
import { choiceOption, textOption } from '../options.ts';
import { table } from '../text/table.ts';
import { countingCase, ensureCase, withCase } from '../with-case.ts';
import { withSnapshot } from '../with-snapshot.ts';

const FORMATS = ['text', 'csv', 'yaml', 'json'] as const;
type Row = Output<'inventory'>['rows'][number];

export const inventory: Command = {
  name: 'inventory',
  usage:
    'inventory SNAPSHOT [--case CASE] [--format text|csv|yaml|json] | inventory SNAPSHOT --case CASE --apply FILE',
  summary:
    'Machine identities with owner, environment, tier, credential, age, use and expiry; takes such a file back.',
  options: { case: { type: 'string' }, format: { type: 'string' }, apply: { type: 'string' } },
  positionals: [1, 1],
  run: async (context) => {
    const { options, engine, signal } = context;
    const casePath = textOption(options, 'case');
    const file = textOption(options, 'apply');
    const format = choiceOption(options, 'format', FORMATS) ?? 'text';
    if (file !== undefined) {
      if (casePath === undefined)
        throw new TrustpathError('usage', '--apply needs --case: what people decide is kept there.');
      return withSnapshot(context, async (handle) => {
        await ensureCase(context, casePath);
        return withCase(context, casePath, async (opened) => {
          await engine.request('case.bind', { case: opened.case, handle });
          const answer = await engine.request(
            'inventory.apply',
            { handle, case: opened.case, path: file },
            { signal },
          );
          return {
            json: answer,
            text:
              answer.marks === 0
                ? 'The case says all of it already.'
                : `${answer.marks} ${answer.marks === 1 ? 'mark' : 'marks'} on ${answer.entities} ${answer.entities === 1 ? 'entity' : 'entities'} were taken into the case.`,
          };
        });
      });
    }
    return withSnapshot(context, (handle) =>
      countingCase(context, casePath, handle, async () => {
        if (format === 'csv' || format === 'yaml') {
          const { text, rows } = await engine.request('inventory.export', { handle, format }, { signal });
          return { json: { format, rows, text }, text: text.replace(/\r?\n$/, '') };
        }
        const answer = await engine.request('inventory', { handle }, { signal });
        const json = { inventory: answer.rows, gaps: answer.gaps };
        return { json, text: inventoryText(answer), alwaysJson: format === 'json' };
      }),
    );
  },
};

function inventoryText({ rows, gaps }: Output<'inventory'>): string {
  const unowned = rows.filter(({ owner }) => owner === null).length;
  return [
    table(
      [
        'kind',
        'name',
        'owner',
        'environment',
        'tier',
        'credential',
        'age',
        'last used',
        'expires',
        'workloads',
      ],
      rows.map(cells),
    ),
    `${rows.length} machine identities, ${unowned} without an owner. ? marks what is proposed and nobody confirmed; an empty cell is not known.`,
    ...(gaps > 0 ? [`${gaps} coverage gaps: there may be identities that were not seen.`] : []),
  ].join('\n');
}

function cells(row: Row): string[] {
  const { owner, environment, tier } = row;
  return [
    row.kind,
    row.name,
    owner ? `${owner.name}${owner.assigned ? '' : '?'}` : '',
    environment ? `${environment.name}${environment.confirmed ? '' : '?'}` : '',
    tier ? `${tier.value}${tier.confirmed ? '' : '?'}` : '',
    row.credential ?? '',
    row.ageDays === null ? '' : `${row.ageDays} d`,
    row.lastUsed ?? '',
    row.expires ?? '',
    String(row.workloads),
  ];
}
