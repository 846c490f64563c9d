import type { Section } from '../../schema/report.ts';
import type { Answer } from '../answer.ts';
import type { Told } from '../told.ts';
import { code, entityWords, paragraph } from './words.ts';

/** What the analyst said of the entities, apart from what was derived. */
export function marksSection(reader: Told, { marks }: Answer): Section {
  return {
    title: 'Marks of the case',
    blocks: [
      paragraph(
        'These are statements of the analyst, not of the collected documents. A tier or a crown jewel that is marked here goes before what rules say.',
      ),
      {
        block: 'table',
        header: ['Entity', 'Marked'],
        shares: [0.55, 0.45],
        rows: marks.map(({ entity, marks: said }) => [
          entityWords(reader, entity),
          Object.entries(said).flatMap(([name, value], index) => [
            ...(index > 0 ? ['; '] : []),
            `${name}: `,
            code(Array.isArray(value) ? value.join(', ') : String(value)),
          ]),
        ]),
      },
    ],
  };
}
