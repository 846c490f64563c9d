import type { Block, Section } from '../../schema/report.ts';
import type { Answer } from '../answer.ts';
import { list, paragraph, soft } from './words.ts';

/** How a person makes the changes: commands to read and run, tests before, ways back. Trustpath runs none of them. */
export function planSection(plan: NonNullable<Answer['plan']>): Section {
  const blocks = plan.flatMap((step, index): Block[] => [
    { block: 'heading', text: `Step ${index + 1} (${step.stage}): ${step.title}` },
    ...(step.test.length > 0 ? [paragraph('Test first:'), list(step.test.map((line) => [line]))] : []),
    ...(step.commands.length > 0 ? [{ block: 'code', text: step.commands.join('\n') } as const] : []),
    ...(step.document?.after != null
      ? [
          paragraph(`${step.document.name}:`),
          { block: 'code', text: JSON.stringify(step.document.after, null, 2) } as const,
        ]
      : []),
    ...(step.rollback.length > 0
      ? [paragraph('Way back:'), { block: 'code', text: step.rollback.join('\n') } as const]
      : []),
  ]);
  return {
    title: 'Plan',
    blocks: [
      paragraph(soft('These steps are proposals for a person. Trustpath runs none of them.')),
      ...blocks,
    ],
  };
}
