import type { Hop, Output } from '../../schema/contract.ts';
import { RELATION_KINDS } from '../../schema/kinds/relation-kinds.ts';
import { visibleText } from '../../schema/visible-text.ts';
import type { Command } from '../command.ts';
import { requiredOption } from '../options.ts';
import { readScenario } from '../read-scenario.ts';
import { lineDiff } from '../text/line-diff.ts';
import { pathLines } from '../text/paths.ts';
import { withSnapshot } from '../with-snapshot.ts';

/** Paths of one list that people are shown; the JSON has all. */
const MOST_PATHS = 10;

export const whatif: Command = {
  name: 'whatif',
  usage: 'whatif SNAPSHOT --scenario FILE [--plan]',
  summary: 'What changes of the configuration would take away, open and break.',
  options: { scenario: { type: 'string' }, plan: { type: 'boolean' } },
  positionals: [1, 1],
  run: async (context) => {
    const asked = await readScenario(requiredOption(context.options, 'scenario'));
    return withSnapshot(context, async (handle) => {
      const answer = await context.engine.request(
        'whatif',
        { handle, scenario: asked },
        { signal: context.signal },
      );
      if (context.options.plan !== true) return { json: answer, text: whatIfText(answer) };
      const { steps } = await context.engine.request(
        'plan',
        { handle, changes: asked.changes, effects: true },
        { signal: context.signal },
      );
      return { json: { ...answer, plan: steps }, text: `${whatIfText(answer)}\n\n${planText(steps)}` };
    });
  },
};

function planText(steps: Output<'plan'>['steps']): string {
  return steps
    .flatMap(({ title, note, owner, effect, document, commands, test, rollback }, index) => [
      `Step ${index + 1}: ${visibleText(title)}`,
      ...(note === '' ? [] : [`  before     ${visibleText(note)}`]),
      ...(owner === null ? [] : [`  ask        ${visibleText(owner.name)} (${visibleText(owner.says)})`]),
      ...(effect === null
        ? []
        : [
            `  severs     ${count(effect.relations, 'relation')}, ${count(effect.paths.length, 'way')} to crown jewels`,
            ...effect.opens.map(({ from, to }) => `  OPENS      ${visibleText(from)} to ${visibleText(to)}`),
            ...effect.breaks.map(({ says }) => `  may break  ${visibleText(says)}`),
          ]),
      ...(document === null
        ? []
        : [`  document   ${visibleText(document.name)}`, ...documentLines(document)]),
      ...commands.map((line) => `  run        ${visibleText(line)}`),
      ...test.map((line) => `  test first ${visibleText(line)}`),
      ...rollback.map((line) => `  way back   ${visibleText(line)}`),
    ])
    .join('\n');
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

/** The lines of a document that go and come; all that stays is left out. */
function documentLines({
  before,
  after,
}: NonNullable<Output<'plan'>['steps'][number]['document']>): string[] {
  return lineDiff(linesOf(before), linesOf(after)).map((line) => `    ${visibleText(line)}`);
}

function linesOf(document: unknown): string[] {
  if (document === null) return [];
  return (typeof document === 'string' ? document : JSON.stringify(document, null, 2)).split('\n');
}

function whatIfText({ lost, gained, left, relations, guards, breaks, refused }: Output<'whatif'>): string {
  const lines = [
    ...refused.map(
      ({ change, by, message }) =>
        `Change ${change + 1} is refused by the admission policy ${visibleText(by)}: ${visibleText(message)}`,
    ),
    ...paths('Paths to crown jewels that end', lost),
    ...paths('Paths to crown jewels that open', gained),
    ...paths('Paths to crown jewels that are left', left),
    `Relations: ${relations.lost.length} lost, ${relations.gained.length} gained, ${relations.changed.length} changed`,
    ...relations.gained.slice(0, MOST_PATHS).map((hop) => `  gained: ${one(hop)}`),
    ...relations.lost.slice(0, MOST_PATHS).map((hop) => `  lost: ${one(hop)}`),
    ...guards.flatMap(({ from, to, broken }) =>
      broken === null
        ? [`Guard holds: no path from ${visibleText(from)} to ${visibleText(to)}`]
        : [`Guard broken: ${visibleText(from)} reaches ${visibleText(to)}`, ...pathLines(broken, 1)],
    ),
    breaks.length === 0 ? 'No recorded use would break.' : `Recorded use that may break: ${breaks.length}`,
    ...breaks.map(({ says }) => `  ${visibleText(says)}`),
  ];
  return lines.join('\n');
}

function paths(title: string, list: Output<'whatif'>['lost']): string[] {
  const more = list.length - MOST_PATHS;
  return [
    `${title}: ${list.length}`,
    ...list.slice(0, MOST_PATHS).flatMap((path, index) => pathLines(path, index + 1)),
    ...(more > 0 ? [`  and ${more} more; --json has all`] : []),
  ];
}

function one({ from, to, kind }: Hop): string {
  return `${visibleText(from)} ${RELATION_KINDS[kind].label} ${visibleText(to)}`;
}
