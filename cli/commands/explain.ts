import { visibleText } from '../../schema/visible-text.ts';
import type { Command } from '../command.ts';
import { requiredOption } from '../options.ts';
import { hopLines, unknownLines } from '../text/paths.ts';
import { withSnapshot } from '../with-snapshot.ts';

export const explain: Command = {
  name: 'explain',
  usage: 'explain SNAPSHOT --from A --to B [--strict-scp]',
  summary: 'Why there is, or is not, a relation between two entities.',
  options: { from: { type: 'string' }, to: { type: 'string' }, 'strict-scp': { type: 'boolean' } },
  positionals: [1, 1],
  run: (context) => {
    const from = requiredOption(context.options, 'from');
    const to = requiredOption(context.options, 'to');
    const strictScp = context.options['strict-scp'] === true;
    return withSnapshot(context, async (handle) => {
      const answer = await context.engine.request(
        'explain',
        { handle, from, to, strictScp },
        { signal: context.signal },
      );
      const lines = answer.related
        ? answer.relations.flatMap((relation, index) => hopLines(relation, index + 1))
        : ['There is no direct relation.', ...answer.blockedBy.map((step) => `  ${visibleText(step.says)}`)];
      return { json: answer, text: [...lines, ...unknownLines(answer.unknowns)].join('\n') };
    });
  },
};
