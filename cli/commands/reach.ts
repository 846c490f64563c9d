import type { Output } from '../../schema/contract.ts';
import type { Command, CommandContext, CommandResult } from '../command.ts';
import { LIMIT_OPTIONS, LIMITS_USAGE, limitLines, limitsOf } from '../limits.ts';
import { requiredOption } from '../options.ts';
import { unknownLines } from '../text/paths.ts';
import { table } from '../text/table.ts';
import { withSnapshot } from '../with-snapshot.ts';

const VERDICTS = ['allow', 'conditional', 'unknown'] as const;
const LOOKUP_SIZE = 50_000;

async function listed(
  context: CommandContext,
  handle: string,
  columns: Output<'reach'>,
  end: 'from' | 'to',
): Promise<CommandResult> {
  const rows: { id: string; kind: string; distance: number; verdict: (typeof VERDICTS)[number] }[] = [];
  for (let start = 0; start < columns.index.length; start += LOOKUP_SIZE) {
    const indices = [...columns.index.subarray(start, start + LOOKUP_SIZE)];
    const { entities } = await context.engine.request('entities.get', { handle, indices });
    entities.forEach((entity, offset) => {
      const distance = columns.distance[start + offset] ?? 0;
      rows.push({
        id: entity.id,
        kind: entity.kind,
        distance,
        verdict: VERDICTS[columns.verdict[start + offset] ?? 2] ?? 'unknown',
      });
    });
  }
  rows.sort((a, b) => a.distance - b.distance || (a.id < b.id ? -1 : 1));
  const text = [
    table(
      ['hops', 'verdict', 'kind', 'id'],
      rows.map((row) => [String(row.distance), row.verdict, row.kind, row.id]),
    ),
    `${rows.length} entities`,
    ...limitLines(columns.leftOut),
    ...unknownLines(columns.unknowns),
  ].join('\n');
  const held = columns.leftOut && { leftOut: columns.leftOut };
  return { json: { [end]: columns.origin, entities: rows, unknowns: columns.unknowns, ...held }, text };
}

export const reach: Command = {
  name: 'reach',
  usage: `reach SNAPSHOT --from A [--strict-scp] ${LIMITS_USAGE}`,
  summary: 'The blast radius: everything that is reached from A.',
  options: { from: { type: 'string' }, 'strict-scp': { type: 'boolean' }, ...LIMIT_OPTIONS },
  positionals: [1, 1],
  run: (context) => {
    const from = requiredOption(context.options, 'from');
    const strictScp = context.options['strict-scp'] === true;
    const limits = limitsOf(context.options);
    return withSnapshot(context, async (handle) => {
      const columns = await context.engine.request(
        'reach',
        { handle, from, strictScp, ...limits },
        { signal: context.signal },
      );
      return listed(context, handle, columns, 'from');
    });
  },
};

export const exposure: Command = {
  name: 'exposure',
  usage: `exposure SNAPSHOT --to B [--strict-scp] ${LIMITS_USAGE}`,
  summary: 'Everything that reaches B.',
  options: { to: { type: 'string' }, 'strict-scp': { type: 'boolean' }, ...LIMIT_OPTIONS },
  positionals: [1, 1],
  run: (context) => {
    const to = requiredOption(context.options, 'to');
    const strictScp = context.options['strict-scp'] === true;
    const limits = limitsOf(context.options);
    return withSnapshot(context, async (handle) => {
      const columns = await context.engine.request(
        'exposure',
        { handle, to, strictScp, ...limits },
        { signal: context.signal },
      );
      return listed(context, handle, columns, 'to');
    });
  },
};
