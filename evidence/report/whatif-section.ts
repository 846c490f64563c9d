import type { Block, Section, Words } from '../../schema/report.ts';
import type { Change } from '../../schema/scenario.ts';
import type { TriedScenario } from '../answer.ts';
import type { Told } from '../told.ts';
import { type Proofs, pathBlocks } from './paths-section.ts';
import { code, count, list, paragraph, relationWords, strong } from './words.ts';

const MOST_PATHS = 10;
const MOST_RELATIONS = 100;

/** What the changes of a scenario would take away, open and break. Nothing of it was done. */
export function whatIfSection(reader: Told, { scenario, outcome }: TriedScenario, proofs: Proofs): Section {
  const { relations, lost, gained, left, guards, breaks, refused } = outcome;
  const paths = (title: string, one: string, all: typeof lost): Block[] => [
    { block: 'heading', text: `${title}: ${all.length}` },
    ...all
      .slice(0, MOST_PATHS)
      .flatMap((path, index) => pathBlocks(reader, path, `${one} ${index + 1}`, proofs)),
    ...more(all.length, MOST_PATHS),
  ];
  return {
    title: `What if: ${scenario.name ?? 'a scenario'}`,
    blocks: [
      paragraph(
        'The changes below were applied to a copy of the collected documents in memory, and everything was derived again with the same rules. Nothing was changed anywhere.',
      ),
      { block: 'heading', text: 'Changes' },
      list(scenario.changes.map(changeWords), true),
      ...(refused.length === 0
        ? []
        : [
            paragraph('Refused by an admission policy of the scenario, and not made:'),
            list(
              refused.map(
                ({ change, by, message }): Words => [`change ${change + 1}, by `, code(by), `: ${message}`],
              ),
            ),
          ]),
      paragraph(
        strong(
          `${count(relations.lost.length, 'relation')} lost, ${relations.gained.length} gained, ${relations.changed.length} changed; ${count(lost.length, 'path')} to crown jewels lost, ${gained.length} opened, ${left.length} left.`,
        ),
      ),
      ...paths('Paths that end', 'Ended path', lost),
      ...paths('Paths that open', 'Opened path', gained),
      ...paths('Paths that are left', 'Path left', left),
      { block: 'heading', text: 'Relations' },
      list([
        ...relations.lost.slice(0, MOST_RELATIONS).map((hop): Words => ['lost: ', ...relationWords(hop)]),
        ...relations.gained.slice(0, MOST_RELATIONS).map((hop): Words => ['gained: ', ...relationWords(hop)]),
      ]),
      ...more(Math.max(relations.lost.length, relations.gained.length), MOST_RELATIONS),
      ...guards.map(({ from, to, broken }) =>
        paragraph(
          broken === null ? 'Guard holds: no path from ' : 'Guard broken: a path leads from ',
          code(from),
          ' to ',
          code(to),
          '.',
        ),
      ),
      breaks.length === 0
        ? paragraph('No recorded use would break. What was not logged is not known.')
        : paragraph(`Recorded use that may break: ${breaks.length}`),
      ...(breaks.length > 0 ? [list(breaks.map(({ says }) => [says]))] : []),
    ],
  };
}

function more(all: number, told: number): Block[] {
  return all > told ? [paragraph(`and ${all - told} more, in answer.json`)] : [];
}

/** A change in a line: what is done, and to which entities or places. */
export function changeWords(change: Change): Words {
  const { change: kind, ...rest } = change;
  const told = Object.entries(rest).flatMap(([name, value]): Words => {
    if (typeof value === 'string') return [` ${name} `, code(value)];
    if (value === null) return [` no ${name}`];
    if (name === 'at')
      return [
        ' at ',
        code(`${(value as { observation: string }).observation}#${(value as { pointer: string }).pointer}`),
      ];
    return [];
  });
  return [strong(kind.replaceAll('-', ' ')), ...told];
}
