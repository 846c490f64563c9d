import type { EntityRecord, Hop, LeftOut, Output, TrustPath } from '../../schema/contract.ts';
import { escapeText } from '../entity/escape-text.ts';
import { kindOf, plural, tierLabel, verbOf } from '../entity/kind.ts';
import { markdownCode, markdownText } from '../entity/markdown.ts';
import { type Answer, leftOutOf, titleOf } from './answer.ts';

export type TextForm = 'text' | 'markdown' | 'json';
type Asked = Exclude<Answer, { kind: 'recognition' }>;

/** What a blast radius or an exposure has, as counts. */
export type Groups = Output<'reach'>['groups'];

/** How one form writes headings, lists, names and code. */
interface Form {
  heading(text: string): string;
  item(text: string): string;
  step(number: number, text: string): string;
  below(text: string): string;
  words(text: string): string;
  id(text: string): string;
}

const TEXT: Form = {
  heading: (text) => text,
  item: (text) => `- ${text}`,
  step: (number, text) => `  ${number}. ${text}`,
  below: (text) => `     ${text}`,
  words: (text) => escapeText(text).replaceAll('\n', ' '),
  id: escapeText,
};
const MARKDOWN: Form = {
  heading: (text) => `### ${text}\n`,
  item: (text) => `- ${text}`,
  step: (number, text) => `${number}. ${text}`,
  below: (text) => `   - ${text}`,
  words: markdownText,
  id: markdownCode,
};
const VERDICTS = { allow: 'allowed', conditional: 'conditional', unknown: 'unknown' } as const;

/**
 * An answer for a ticket, a chat or a program. `groups` is what was counted of a blast radius or an exposure. Text from
 * outside cannot act in any of the forms.
 */
export function answerText(answer: Asked, form: TextForm, groups: Groups | null): string {
  if (form === 'json') {
    const { kind: _, ...rest } = answer;
    return JSON.stringify(groups ? { ...rest, groups } : rest, null, 2);
  }
  const write = form === 'text' ? TEXT : MARKDOWN;
  return `${[
    write.heading(write.words(titleOf(answer))),
    ...bodyOf(answer, write, groups),
    ...heldLines(leftOutOf(answer), write),
    ...gapLines(answer.unknowns, write),
  ]
    .join('\n')
    .trimEnd()}\n`;
}

function bodyOf(answer: Asked, write: Form, groups: Groups | null): readonly string[] {
  switch (answer.kind) {
    case 'trace':
      return [
        ...pathsLines(answer.paths, write),
        ...groupLines(groups, write),
        ...section('What to do first', write, containmentLines(answer.containment, write)),
      ];
    case 'path':
      return pathsLines(answer.paths, write);
    case 'exposure':
      return groupLines(groups, write);
    case 'explain':
      return [
        ...(answer.related ? [] : ['There is no direct relation.']),
        ...answer.relations.flatMap((hop, index) => hopLines(hop, index + 1, write)),
        ...answer.blockedBy.map((step) => write.item(`In the way: ${write.words(step.says)}`)),
      ];
  }
}

function section(title: string, write: Form, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', write.heading(title), ...lines];
}

function pathsLines(paths: readonly TrustPath[], write: Form): readonly string[] {
  if (paths.length === 0) return ['No path was found with what was collected.'];
  return paths.flatMap((path, index) => [
    ...(index === 0 ? [] : ['']),
    write.heading(
      `Path ${index + 1}: ${write.id(path.from)} to ${write.id(path.to)}, ${plural(path.hops.length, 'hop')}, ${VERDICTS[path.verdict]}`,
    ),
    ...path.hops.flatMap((hop, step) => hopLines(hop, step + 1, write)),
  ]);
}

/** One relation: what leads where, by which rule, why, and what it needs. */
export function hopLines(hop: Hop, number: number, write: Form): readonly string[] {
  const needs = hop.verdict === 'unknown' ? 'Not known' : 'Only if';
  return [
    write.step(
      number,
      `${write.id(hop.from)} ${verbOf(hop.kind)} ${write.id(hop.to)} (${[VERDICTS[hop.verdict], hop.rule, ...hop.techniques].join(', ')})`,
    ),
    ...(hop.observed ? [write.below(`Observed ${plural(hop.observed.count, 'time')}`)] : []),
    ...hop.proof.map((step) =>
      write.below(`${write.words(step.says)} (${write.id(`${step.observation}#${step.pointer}`)})`),
    ),
    ...hop.conditions.map((condition) => write.below(`${needs}: ${write.words(condition)}`)),
  ];
}

function groupLines(groups: Groups | null, write: Form): readonly string[] {
  if (groups === null) return [];
  const total = groups.reduce((sum, group) => sum + group.count, 0);
  return [
    '',
    write.heading(plural(total, 'entity', 'entities')),
    ...groups.map(({ kind, tier, source, count }) =>
      write.item(
        `${count.toLocaleString('en')} ${count === 1 ? kindOf(kind).label : kindOf(kind).plural}, ${tierLabel(tier)}${source === null ? '' : `, ${write.id(source)}`}`,
      ),
    ),
  ];
}

function containmentLines(steps: Output<'trace'>['containment'], write: Form): readonly string[] {
  return steps.flatMap((step) => [
    write.step(step.order, write.words(step.title)),
    write.below(write.words(step.why)),
    ...(step.command === null ? [] : [write.below(write.id(step.command))]),
  ]);
}

function heldLines(held: LeftOut | null, write: Form): readonly string[] {
  if (!held) return [];
  return [
    '',
    write.item(
      `Not followed: ${held.conditional} conditional, ${held.unknown} unknown, ${held.without} disabled`,
    ),
  ];
}

function gapLines(gaps: Output<'path'>['unknowns'], write: Form): readonly string[] {
  return section(
    `${plural(gaps.length, 'gap')} could change this answer`,
    write,
    gaps.map((gap) =>
      write.item(`${write.id(gap.source)} ${write.id(gap.operation)}: ${write.words(gap.reason)}`),
    ),
  );
}

/** Relations alone, as text for people or programs. */
export function hopsText(hops: readonly Hop[], form: TextForm): string {
  if (form === 'json') return JSON.stringify(hops, null, 2);
  const write = form === 'text' ? TEXT : MARKDOWN;
  return `${hops.flatMap((hop, index) => hopLines(hop, index + 1, write)).join('\n')}\n`;
}

/** One entity, as text for people or programs. */
export function entityText(entity: EntityRecord, form: TextForm): string {
  if (form === 'json') return JSON.stringify(entity, null, 2);
  const write = form === 'text' ? TEXT : MARKDOWN;
  const facts = [
    `Id: ${write.id(entity.id)}`,
    `Kind: ${kindOf(entity.kind).label}`,
    `Tier: ${tierLabel(entity.tier)}`,
    `Source: ${entity.source === null ? 'named by another document only' : write.id(entity.source)}`,
  ];
  return `${[write.heading(write.words(entity.name)), ...facts.map(write.item)].join('\n')}\n`;
}
