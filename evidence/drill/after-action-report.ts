import type { Drill } from '../../schema/case/drill.ts';
import { DRILL_KINDS, durationWords, revocationSeconds } from '../../schema/case/drill-kinds.ts';
import type { Tabletop } from '../../schema/drills.ts';
import type { Block, Report, Section, Words } from '../../schema/report.ts';
import { code, count, list, paragraph, soft, strong } from '../report/words.ts';
import { endWords, gapBlocks, stepBlocks, wayBlocks } from './drill-words.ts';

export interface DoneDrill {
  /** Of the case that recorded it. */
  readonly title: string;
  readonly drill: Drill;
  /** The drill made again from its snapshot; null where that is not at hand. */
  readonly made: Tabletop | null;
}

/** What was drilled, what was done when, what was not done, and how long it took until everything was revoked. */
export function afterActionReport({ title, drill, made }: DoneDrill): Report {
  const sections: Section[] = [
    { title: 'In short', blocks: inShort(drill, made) },
    { title: 'What was drilled', blocks: drilled(drill, made) },
    { title: 'What happened, and when', blocks: [timeline(drill)] },
    { title: 'What was not done', blocks: notDone(drill) },
    { title: 'The plan', blocks: plan(drill, made) },
    ...(made ? [{ title: 'What was not collected', blocks: gapBlocks(made) }] : []),
    { title: 'Notes', blocks: notes(drill.notes) },
    {
      title: 'How it is counted',
      blocks: [
        paragraph(
          'Times are from the start of the drill. The time to revoke ends with the last step that ends something which the attacker holds; where one of these was not done there is none. Planned is when the team should have been told of what a step is about.',
        ),
      ],
    },
  ];
  return {
    title: `After the drill: ${DRILL_KINDS[drill.kind].toLowerCase().replace('ci ', 'CI ')}`,
    subtitle: ['Recorded in the case ', strong(title), `, ended ${drill.endedAt}.`],
    sections,
  };
}

function inShort(drill: Drill, made: Tabletop | null): Block[] {
  const seconds = revocationSeconds(drill);
  const revoking = drill.steps.filter(({ revokes }) => revokes);
  const done = drill.steps.filter((step) => step.seconds !== null).length;
  const rows: [string, Words][] = [
    ['Drill', [DRILL_KINDS[drill.kind]]],
    ['Began at', made ? endWords(made.foothold) : [code(drill.foothold)]],
    ['Snapshot', [code(drill.snapshot)]],
    ['From', [`${drill.startedAt} to ${drill.endedAt}`]],
    [
      'Time to revoke',
      seconds === null
        ? [
            strong('none'),
            `: ${revoking.filter((step) => step.seconds === null).length} of ${count(revoking.length, 'step')} that end something were not done`,
          ]
        : [strong(durationWords(seconds))],
    ],
    ['Steps done', [`${done} of ${drill.steps.length}`]],
  ];
  if (drill.planAsked !== undefined)
    rows.push([
      'The plan',
      [
        drill.planAsked === null
          ? 'was not asked for'
          : `was asked for after ${durationWords(drill.planAsked)}`,
      ],
    ]);
  return [{ block: 'facts', rows }];
}

function drilled(drill: Drill, made: Tabletop | null): Block[] {
  if (made === null)
    return [
      paragraph(
        'The snapshot of the drill was not open when this was written, so its scenario and its path are not shown: it is ',
        code(drill.snapshot),
        '.',
      ),
    ];
  return [
    paragraph(made.scenario),
    paragraph('The attacker’s way to ', ...endWords(made.jewel), ':'),
    ...wayBlocks(made),
    paragraph(soft(made.why)),
  ];
}

interface Event {
  readonly planned: number | null;
  readonly done: number;
  readonly what: Words;
}

function timeline({ injects = [], noted = [], steps, planAsked = null, startedAt, endedAt }: Drill): Block {
  const events: Event[] = [
    ...injects.flatMap(({ title, due, seconds }): Event[] =>
      seconds === null ? [] : [{ planned: due, done: seconds, what: [soft('Told: '), title] }],
    ),
    ...noted.map(
      ({ text, seconds }): Event => ({
        planned: null,
        done: seconds,
        what: [soft('The team: '), text],
      }),
    ),
    ...(planAsked === null
      ? []
      : [{ planned: null, done: planAsked, what: [soft('The plan was asked for')] }]),
    ...steps.flatMap(({ title, due, seconds, revokes }): Event[] =>
      seconds === null
        ? []
        : [
            {
              planned: due ?? null,
              done: seconds,
              what: [soft('Done: '), revokes ? strong(title) : title],
            },
          ],
    ),
    { planned: null, done: whole(startedAt, endedAt), what: [soft('The drill ended')] },
  ];
  return {
    block: 'table',
    header: ['Planned', 'Done', 'What'],
    shares: [0.16, 0.16, 0.68],
    rows: events
      .toSorted((a, b) => a.done - b.done)
      .map(({ planned, done, what }) => [
        [planned === null ? '' : durationWords(planned)],
        [durationWords(done)],
        what,
      ]),
  };
}

function whole(from: string, to: string): number {
  return Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 1_000));
}

function notDone({ steps, injects = [] }: Drill): Block[] {
  const left = steps.filter(({ seconds }) => seconds === null);
  const untold = injects.filter(({ seconds }) => seconds === null);
  const blocks: Block[] = [];
  if (left.length > 0)
    blocks.push(
      list(
        left.map(
          ({ title, revokes }): Words =>
            revokes ? [strong(title), ' ', soft('leaves the attacker something')] : [title],
        ),
      ),
    );
  if (untold.length > 0)
    blocks.push(paragraph('The team was not told of:'), list(untold.map(({ title }) => [title])));
  return blocks.length > 0 ? blocks : [paragraph('Every step of the plan was done.')];
}

function plan({ steps }: Drill, made: Tabletop | null): Block[] {
  return steps.flatMap(({ title, revokes }, at) => {
    const known = made?.plan[at];
    return known?.title === title
      ? stepBlocks(known, at + 1)
      : [
          paragraph(
            strong(`${at + 1}. ${title}`),
            ...(revokes ? [' ', soft('ends something that the attacker holds')] : []),
          ),
        ];
  });
}

function notes(text: string): Block[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.length === 0 ? [paragraph('None were written.')] : lines.map((line) => paragraph(line));
}
