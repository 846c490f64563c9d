import type { DrillStep, Tabletop } from '../../schema/drills.ts';
import { ENTITY_KINDS } from '../../schema/kinds/entity-kinds.ts';
import { RELATION_KINDS } from '../../schema/kinds/relation-kinds.ts';
import type { Block, Words } from '../../schema/report.ts';
import { code, list, paragraph, soft, strong, verdictWord } from '../report/words.ts';

/** Where a drill begins or ends, as people see it. */
export function endWords({ name, kind, id }: Tabletop['foothold']): Words {
  return [strong(name), ' ', soft(ENTITY_KINDS[kind].label), ...(id === name ? [] : [' ', code(id)])];
}

/** The path that is drilled, a line a hop. */
export function wayBlocks({ injects }: Tabletop): Block[] {
  const hops = injects.flatMap(({ hop }) => (hop ? [hop] : []));
  return [
    list(
      hops.map(
        ({ from, to, kind, verdict }): Words => [
          code(from),
          ' ',
          RELATION_KINDS[kind].label,
          ' ',
          code(to),
          ' ',
          verdictWord(verdict),
        ],
      ),
      true,
    ),
  ];
}

/** A step of the plan with its reason and the command that a person may read. */
export function stepBlocks(step: Omit<DrillStep, 'minute'>, number: number): Block[] {
  return [
    paragraph(
      strong(`${number}. ${step.title}`),
      ...(step.revokes ? [' ', soft('ends something that the attacker holds')] : []),
    ),
    paragraph(step.why),
    ...(step.command === null ? [] : [{ block: 'code', text: step.command } as const]),
  ];
}

/** What was not collected and could add to what is within reach. */
export function gapBlocks({ unknowns }: Pick<Tabletop, 'unknowns'>): Block[] {
  if (unknowns.length === 0) return [paragraph('No gap is known that could add to this drill.')];
  return [
    paragraph('What these hide is unknown, not absent: the attacker may reach more, or less.'),
    list(
      unknowns.map(
        ({ operation, source, reason }): Words => [strong(operation), ' ', soft(source), ` ${reason}`],
      ),
    ),
  ];
}
