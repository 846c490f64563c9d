import type { Output } from '../../schema/contract.ts';
import { visibleText } from '../../schema/visible-text.ts';
import type { Command } from '../command.ts';
import { countOption, given, requiredOption, textOption } from '../options.ts';
import { pathLines, unknownLines } from '../text/paths.ts';
import { withSnapshot } from '../with-snapshot.ts';

export const cut: Command = {
  name: 'cut',
  usage: 'cut SNAPSHOT --to B [--from A] [--alternatives N]',
  summary: 'The smallest sets of changes that sever every path, each tried before it is proposed.',
  options: { to: { type: 'string' }, from: { type: 'string' }, alternatives: { type: 'string' } },
  positionals: [1, 1],
  run: (context) => {
    const to = requiredOption(context.options, 'to');
    const from = textOption(context.options, 'from');
    const alternatives = countOption(context.options, 'alternatives', 0, 5);
    return withSnapshot(context, async (handle) => {
      const answer = await context.engine.request('cut', given({ handle, to, from, alternatives }), {
        signal: context.signal,
      });
      return { json: answer, text: cutText(answer) };
    });
  },
};

function cutText({ proposals, stuck, unknowns, to }: Output<'cut'>): string {
  const lines = proposals.flatMap((proposal, index) => {
    if (proposal.steps.length === 0)
      return [`No path leads to ${visibleText(to)}: nothing has to be changed.`];
    const { cost, steps, severs, verified, breaks, least } = proposal;
    return [
      `Proposal ${index + 1}: ${steps.length} ${steps.length === 1 ? 'change' : 'changes'}, cost ${cost.toFixed(1)}${least ? '' : ' (a cheaper one may exist)'}; ${severs === 1 ? '1 relation ends' : `${severs} relations end`}; ${verified ? 'applied and derived again: no path is left' : 'NOT verified: a path is left after it'}`,
      ...steps.map(
        ({ title, breadth }) =>
          `  ${visibleText(title)} (behind ${breadth} ${breadth === 1 ? 'relation' : 'relations'})`,
      ),
      ...breaks.map(({ says }) => `  may break: ${visibleText(says)}`),
    ];
  });
  if (stuck)
    lines.push('No single change of the configuration takes this path away:', ...pathLines(stuck, 1));
  return [...lines, ...unknownLines(unknowns)].join('\n');
}
