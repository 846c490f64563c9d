import type { Hop, Output } from '../../schema/contract.ts';
import { RELATION_KINDS } from '../../schema/kinds/relation-kinds.ts';
import { visibleText } from '../../schema/visible-text.ts';
import type { Command } from '../command.ts';
import { pathLines } from '../text/paths.ts';
import { withTwoSnapshots } from '../with-snapshot.ts';

/** Lines of one list that people are shown; the JSON has all. */
const MOST_LINES = 50;

export const diff: Command = {
  name: 'diff',
  usage: 'diff EARLIER LATER',
  summary: 'What came, went or changed between two snapshots, and what opened each new path.',
  positionals: [2, 2],
  run: (context) =>
    withTwoSnapshots(context, async (before, after) => {
      const answer = await context.engine.request('diff', { before, after }, { signal: context.signal });
      return { json: answer, text: diffText(answer) };
    }),
};

function diffText(answer: Output<'diff'>): string {
  const { before, after, entities, credentials, relations, paths } = answer;
  const lines = [
    ...list('New paths to crown jewels', paths.opened, ({ change, to, exposed, path }, index) => [
      `${one(change)} opened ${visibleText(to)} to ${exposed} ${exposed === 1 ? 'entity' : 'entities'}`,
      ...pathLines(path, index + 1),
    ]),
    ...list('Credentials that should have ended and still work', credentials.expired, (each) => [
      `${visibleText(each.id)}: ${visibleText(each.says)}${each.known ? '' : ' (new since the earlier)'}`,
    ]),
    ...list('Credentials that changed', credentials.changes, ({ what, says }) => [
      `${what.replaceAll('-', ' ')}: ${visibleText(says)}`,
    ]),
    ...list('Entities that came', entities.came, ({ id, kind }) => [`${kind} ${visibleText(id)}`]),
    ...list('Entities that went', entities.went, ({ id, kind }) => [`${kind} ${visibleText(id)}`]),
    ...list('Entities that changed', entities.changed, ({ id, attributes }) => [
      visibleText(id),
      ...attributes.map(
        ({ name, before, after }) =>
          `  ${visibleText(name)}: ${visibleText(JSON.stringify(before))} is now ${visibleText(JSON.stringify(after))}`,
      ),
    ]),
    ...list('Relations that came', relations.came, (hop) => [one(hop)]),
    ...list('Relations that went', relations.went, (hop) => [one(hop)]),
    ...list('Relations that changed', relations.changed, ({ before, after }) => [
      `${one(after)} (was ${before.verdict})`,
    ]),
    ...list(
      'Not to be told apart from a gap',
      [
        ...entities.unsure.map(({ id, seen, reason }) => ({ what: visibleText(id), seen, reason })),
        ...relations.unsure.map(({ relation, seen, reason }) => ({ what: one(relation), seen, reason })),
      ],
      ({ what, seen, reason }) => [
        `${what}: only in the ${seen === 'before' ? 'earlier' : 'later'}; in the other ${visibleText(reason)}`,
      ],
    ),
  ];
  const unsure = entities.unsure.length + relations.unsure.length;
  const head = [
    `${visibleText(before.path)} → ${visibleText(after.path)}`,
    `Entities:  ${entities.came.length} came, ${entities.went.length} went, ${entities.changed.length} changed`,
    `Relations: ${relations.came.length} came, ${relations.went.length} went, ${relations.changed.length} changed`,
    `Paths to crown jewels opened: ${paths.opened.length}`,
    ...(unsure === 0 ? [] : [`Not to be told apart from a gap: ${unsure}`]),
    '',
  ];
  return lines.length === 0 ? 'Nothing changed.' : [...head, ...lines].join('\n');
}

function list<T>(title: string, items: readonly T[], show: (item: T, index: number) => string[]): string[] {
  if (items.length === 0) return [];
  const more = items.length - MOST_LINES;
  return [
    `${title}: ${items.length}`,
    ...items.slice(0, MOST_LINES).flatMap((item, index) => show(item, index).map((line) => `  ${line}`)),
    ...(more > 0 ? [`  and ${more} more; --json has all`] : []),
  ];
}

function one({ from, to, kind, verdict }: Hop): string {
  return `${visibleText(from)} ${RELATION_KINDS[kind].label} ${visibleText(to)}${verdict === 'allow' ? '' : ` (${verdict})`}`;
}
