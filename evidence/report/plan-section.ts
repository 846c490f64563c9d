import type { Block, Section } from '../../schema/report.ts';
import type { Answer } from '../answer.ts';
import { count, list, paragraph, soft } from './words.ts';

type Step = NonNullable<Answer['plan']>[number];

/** How a person makes the changes: commands to read and run, tests before, ways back. Trustpath runs none of them. */
export function planSection(plan: NonNullable<Answer['plan']>): Section {
  return {
    title: 'Plan',
    blocks: [
      paragraph(soft('These steps are proposals for a person. Trustpath runs none of them.')),
      ...plan.flatMap((step, index) => stepBlocks(step, index + 1)),
    ],
  };
}

function stepBlocks(step: Step, number: number): Block[] {
  const { stage, title, note, owner, effect, document, commands, test, rollback } = step;
  const blocks: Block[] = [{ block: 'heading', text: `Step ${number} (${stage}): ${title}` }];
  if (note !== '') blocks.push(paragraph(note));
  if (owner) blocks.push(paragraph(`To ask: ${owner.name} (${owner.says})`));
  if (effect) {
    blocks.push(
      paragraph(
        `By itself it ends ${count(effect.relations, 'relation')} and ${count(effect.paths.length, 'way')} to crown jewels.`,
      ),
    );
    if (effect.breaks.length > 0)
      blocks.push(paragraph('It may break:'), list(effect.breaks.map(({ says }) => [says])));
  }
  if (test.length > 0) blocks.push(paragraph('Test first:'), list(test.map((line) => [line])));
  if (commands.length > 0) blocks.push({ block: 'code', text: commands.join('\n') });
  if (document)
    for (const [when, value] of [
      ['before', document.before],
      ['after', document.after],
    ] as const)
      if (value !== null)
        blocks.push(paragraph(`${document.name}, ${when}:`), {
          block: 'code',
          text: JSON.stringify(value, null, 2),
        });
  if (rollback.length > 0) blocks.push(paragraph('Way back:'), { block: 'code', text: rollback.join('\n') });
  return blocks;
}
