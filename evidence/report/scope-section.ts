import type { Section, Words } from '../../schema/report.ts';
import type { Method } from '../answer.ts';
import type { Told } from '../told.ts';
import { code, count, paragraph } from './words.ts';

/** What was looked at, by whom, with which versions, and how to read the rest. */
export function scopeSection(reader: Told, method: Method): Section {
  const info = reader.info();
  const rows: [string, Words][] = [
    ...info.sources.map((source): [string, Words] => [
      'Source',
      [
        code(source.id),
        `, collected ${source.startedAt} to ${source.endedAt ?? 'unfinished'}`,
        ...(source.principal ? [', as ', code(source.principal)] : []),
      ],
    ]),
    ['Snapshot', [code(info.digest ?? 'unsealed'), `, sealed ${info.sealedAt}`]],
    ...(info.redaction
      ? ([
          [
            'Redacted',
            ['names and ids are pseudonyms; the original has the digest ', code(info.redaction.of)],
          ],
        ] as [string, Words][])
      : []),
    [
      'Counts',
      [
        `${count(info.counts.observations, 'document')}, ${count(info.counts.entities, 'entity', 'entities')}, ${count(info.counts.relations, 'relation')}`,
      ],
    ],
    [
      'Versions',
      [`collected by ${info.createdBy}, analysed by ${info.analysis}, exported by ${method.tool}`],
    ],
    ['Operator', [method.operator ?? 'not declared']],
    ...(method.case
      ? ([
          [
            'Case',
            [
              `${method.case.title}, ${count(method.case.head.number, 'action')}, last `,
              code(method.case.head.hash),
            ],
          ],
        ] as [string, Words][])
      : []),
  ];
  return {
    title: 'Scope and method',
    blocks: [
      { block: 'facts', rows },
      paragraph(
        'Documents were collected read-only with the credentials named above, redacted where they are received, and stored by the SHA-256 of their canonical form. Facts are read from the documents; rules derive relations from the facts, one subject at a time; paths are chains of relations.',
      ),
      paragraph(
        'A relation says what its source can do by the configuration that was collected; it does not say that anybody did, but where it is called observed: there an imported or collected log shows it. "allow" means that nothing further is needed; "conditional" names what must hold; "unknown" names what was not collected.',
      ),
      paragraph(
        'Every sentence under a hop points at a document in ',
        code('observations/'),
        ': the file is named by the SHA-256 of its bytes, and the JSON pointer (RFC 6901) names the place inside it.',
      ),
    ],
  };
}
