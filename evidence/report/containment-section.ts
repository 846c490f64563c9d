import type { Block, Section } from '../../schema/report.ts';
import type { Answer } from '../answer.ts';
import { paragraph, strong } from './words.ts';

/** What to do first, and the commands that a person may run. */
export function containmentSection({ containment }: Answer): Section {
  const blocks = containment.flatMap((step, index): Block[] => [
    paragraph(strong(`${index + 1}. ${step.title}`)),
    paragraph(step.why),
    ...(step.command ? [{ block: 'code', text: step.command } as const] : []),
  ]);
  return { title: 'Containment, in this order', blocks };
}
