import { RELATION_KINDS } from '../../schema/kinds/relation-kinds.ts';
import type { Block, Section } from '../../schema/report.ts';
import type { Answer } from '../answer.ts';
import type { Told } from '../told.ts';
import { code, list, paragraph, soft, strong } from './words.ts';

/** What was not collected, and what each gap could hide. Unknown is not absent. */
export function gapsSection(reader: Told, { unknowns }: Answer): Section {
  const coverage = reader.coverage();
  const incomplete = coverage.filter((record) => record.status !== 'complete').length;
  const blocks: Block[] =
    unknowns.length === 0
      ? [paragraph('No gap is known that could change this answer.')]
      : [
          paragraph('These gaps could change the answer above: what they hide is unknown, not absent.'),
          ...unknowns.flatMap((gap) => [
            paragraph(strong(gap.operation), ' ', soft(gap.source), ' ', gap.reason),
            ...(gap.kinds.length === 0
              ? [paragraph('It could hide anything.')]
              : [
                  paragraph('It could hide, or wrongly leave standing, that:'),
                  list(
                    gap.kinds.map((kind) => [
                      strong(RELATION_KINDS[kind].label),
                      `: ${RELATION_KINDS[kind].meaning}`,
                    ]),
                  ),
                ]),
          ]),
        ];
  blocks.push(
    paragraph(
      soft(`${incomplete} of ${coverage.length} operations were not fully answered; `),
      code('coverage.csv'),
      soft(' lists every one with its reason.'),
    ),
  );
  return { title: 'What was not seen', blocks };
}
