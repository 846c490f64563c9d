import type { Command } from '../command.ts';
import { LIMIT_OPTIONS, LIMITS_USAGE, limitLines, limitsOf } from '../limits.ts';
import { countOption, given, requiredOption, textOption } from '../options.ts';
import { pathList, unknownLines } from '../text/paths.ts';
import { countingCase } from '../with-case.ts';
import { withSnapshot } from '../with-snapshot.ts';

export const path: Command = {
  name: 'path',
  usage: `path SNAPSHOT --from A [--to B] [--max N] [--k K] [--strict-scp] [--case CASE] ${LIMITS_USAGE}`,
  summary: 'Shortest paths; without --to, to every crown jewel.',
  options: {
    from: { type: 'string' },
    to: { type: 'string' },
    max: { type: 'string' },
    k: { type: 'string' },
    'strict-scp': { type: 'boolean' },
    case: { type: 'string' },
    ...LIMIT_OPTIONS,
  },
  positionals: [1, 1],
  run: (context) => {
    const from = requiredOption(context.options, 'from');
    const to = textOption(context.options, 'to');
    const max = countOption(context.options, 'max', 1, 100);
    const k = countOption(context.options, 'k', 1, 100);
    const strictScp = context.options['strict-scp'] === true;
    const limits = limitsOf(context.options);
    return withSnapshot(context, async (handle) => {
      const question = { ...given({ handle, from, to, max, k, strictScp }), ...limits };
      const answer = await countingCase(context, textOption(context.options, 'case'), handle, () =>
        context.engine.request('path', question, { signal: context.signal }),
      );
      const lines =
        answer.paths.length === 0 ? ['No path was found with what was collected.'] : pathList(answer.paths);
      return {
        json: answer,
        text: [...lines, ...limitLines(answer.leftOut), ...unknownLines(answer.unknowns)].join('\n'),
      };
    });
  },
};
