import { RELATION_KINDS } from '../../schema/kinds/relation-kinds.ts';
import type { Command } from '../command.ts';
import { table } from '../text/table.ts';
import { withSnapshot } from '../with-snapshot.ts';

export const coverage: Command = {
  name: 'coverage',
  usage: 'coverage SNAPSHOT [--strict]',
  summary: 'What was and was not seen, and what that hides.',
  options: { strict: { type: 'boolean' } },
  positionals: [1, 1],
  run: (context) =>
    withSnapshot(context, async (handle) => {
      const report = await context.engine.request('snapshot.coverage', { handle });
      const rows = report.sources.flatMap((source) =>
        source.calls.map((call) => [
          source.id,
          call.operation,
          call.status,
          String(call.items),
          call.kinds.map((kind) => RELATION_KINDS[kind].label).join(', '),
          call.reason,
        ]),
      );
      const gaps = rows.filter((row) => row[2] !== 'complete').length;
      return {
        json: report,
        text: `${table(['source', 'operation', 'status', 'items', 'may hide', 'reason'], rows)}\n${gaps} gaps`,
        status: context.options.strict && gaps > 0 ? 5 : 0,
      };
    }),
};
