import type { Block, Section } from '../../schema/report.ts';
import type { Answer } from '../answer.ts';
import { code, paragraph, soft, verdictWord } from './words.ts';

const MOST_LISTED = 200;

/** The blast radius, or who reaches the entity asked about. */
export function reachedSection({ question, reached }: Answer): Section {
  const rows = reached.slice(0, MOST_LISTED);
  const blocks: Block[] = [
    {
      block: 'table',
      header: ['Hops', 'Certainty', 'Kind', 'Entity'],
      shares: [0.08, 0.15, 0.22, 0.55],
      rows: rows.map((row) => [
        [String(row.distance)],
        [verdictWord(row.verdict)],
        [row.kind],
        [code(row.id)],
      ]),
    },
  ];
  if (reached.length > rows.length)
    blocks.push(
      paragraph(
        soft(`The nearest ${rows.length} of ${reached.length}; `),
        code('identities.csv'),
        soft(' has them all.'),
      ),
    );
  return { title: question.kind === 'exposure' ? 'Who reaches it' : 'Blast radius', blocks };
}
