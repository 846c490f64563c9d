import type { Block, Section, Words } from '../../schema/report.ts';
import type { Comparison } from '../answer.ts';
import type { Told } from '../told.ts';
import { type Proofs, pathBlocks } from './paths-section.ts';
import { code, count, list, paragraph, relationWords, soft, strong } from './words.ts';

const MOST_LINES = 100;
const MOST_PATHS = 10;

/** What came, went or changed since an earlier snapshot, and the change that opened each new path. */
export function comparisonSection(
  reader: Told,
  { before, after, entities, relations, paths }: Comparison,
  proofs: Proofs,
): Section {
  const blocks: Block[] = [
    paragraph(
      'Earlier snapshot ',
      code(before ?? 'unsealed'),
      ', later snapshot ',
      code(after ?? 'unsealed'),
      '.',
    ),
    paragraph(
      strong(
        `${count(paths.opened.length, 'new way')} to crown jewels; ${entities.came.length} entities came, ${entities.went.length} went, ${entities.changed.length} changed; ${relations.came.length} relations came, ${relations.went.length} went, ${relations.changed.length} changed.`,
      ),
    ),
  ];
  for (const [index, { change, to, exposed, path }] of paths.opened.slice(0, MOST_PATHS).entries()) {
    blocks.push(
      ...pathBlocks(reader, path, `Opened path ${index + 1}`, proofs),
      paragraph('Opened by: ', ...relationWords(change), '.'),
      paragraph(
        code(to),
        ` is exposed to ${count(exposed, 'entity', 'entities')} that did not reach it before.`,
      ),
    );
  }
  const lines = (title: string, all: readonly Words[]) => {
    if (all.length === 0) return;
    blocks.push({ block: 'heading', text: `${title}: ${all.length}` }, list(all.slice(0, MOST_LINES)));
    if (all.length > MOST_LINES)
      blocks.push(paragraph(soft(`and ${all.length - MOST_LINES} more, in answer.json`)));
  };
  lines(
    'Entities that came',
    entities.came.map(({ id, kind }) => [code(id), ` ${kind}`]),
  );
  lines(
    'Entities that went',
    entities.went.map(({ id, kind }) => [code(id), ` ${kind}`]),
  );
  lines(
    'Entities that changed',
    entities.changed.map(({ id, attributes }) => [
      code(id),
      ...attributes.flatMap(
        ({ name, before: was, after: is }): Words => [
          ` ${name}: `,
          code(JSON.stringify(was)),
          ' is now ',
          code(JSON.stringify(is)),
        ],
      ),
    ]),
  );
  lines('Relations that came', relations.came.map(relationWords));
  lines('Relations that went', relations.went.map(relationWords));
  lines(
    'Relations that changed',
    relations.changed.map(({ before: was, after: is }) => [...relationWords(is), ` (was ${was.verdict})`]),
  );
  lines('Not to be told apart from a gap', [
    ...entities.unsure.map(({ id, seen, reason }): Words => [code(id), unsure(seen, reason)]),
    ...relations.unsure.map(
      ({ relation, seen, reason }): Words => [...relationWords(relation), unsure(seen, reason)],
    ),
  ]);
  return { title: 'Compared with an earlier snapshot', blocks };
}

function unsure(seen: 'before' | 'after', reason: string): string {
  return `: only in the ${seen === 'before' ? 'earlier' : 'later'}; in the other ${reason}`;
}
