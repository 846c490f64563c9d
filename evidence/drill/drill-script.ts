import { DRILL_KINDS } from '../../schema/case/drill-kinds.ts';
import type { DrillInject, Tabletop } from '../../schema/drills.ts';
import type { Block, Report, Section } from '../../schema/report.ts';
import { list, paragraph, placeWords, soft, strong, verdictWord } from '../report/words.ts';
import { endWords, gapBlocks, stepBlocks } from './drill-words.ts';

/** What a facilitator needs to run a drill without the window. */
export function drillScript(drill: Tabletop): Report {
  const sections: Section[] = [
    {
      title: 'What is drilled',
      blocks: [
        {
          block: 'facts',
          rows: [
            ['Drill', [DRILL_KINDS[drill.kind]]],
            ['Begins at', endWords(drill.foothold)],
            ['Crown jewel', endWords(drill.jewel)],
            ['Certainty of the path', [verdictWord(drill.verdict)]],
            ['Why this one', [drill.why]],
          ],
        },
        paragraph(soft('For the facilitator alone. Commands are for reading; nothing is run in a drill.')),
      ],
    },
    { title: 'To read out at the beginning', blocks: [paragraph(drill.scenario)] },
    { title: 'What the team is told, and when', blocks: drill.injects.flatMap(injectBlocks) },
    {
      title: 'The plan, hidden until it is asked for',
      blocks: [
        paragraph(
          'The time from the beginning to the last of the steps that end something which the attacker holds is the time to revoke.',
        ),
        ...drill.plan.flatMap((step, at) => stepBlocks(step, at + 1)),
      ],
    },
    { title: 'What was not collected', blocks: gapBlocks(drill) },
  ];
  return {
    title: `${DRILL_KINDS[drill.kind]}: a drill that begins at ${drill.foothold.name}`,
    subtitle: [soft('Made from the snapshot '), { text: drill.snapshot, as: 'code' }, '.'],
    sections,
  };
}

function injectBlocks({ minute, title, says, question, hop }: DrillInject): Block[] {
  return [
    { block: 'heading', text: `Minute ${minute}: ${title}` },
    paragraph(says),
    paragraph(strong('Question:'), ' ', question),
    ...(hop === null
      ? []
      : [
          paragraph(soft('Why it is so:')),
          list(hop.proof.map((step) => [step.says, ' ', ...placeWords(step)])),
        ]),
  ];
}
