import type { Output } from '../../schema/contract.ts';

export type Plan = Output<'plan'>;
type Step = Plan['steps'][number];

export const STAGE_WORDS: Readonly<Record<Step['stage'], string>> = {
  stop: 'Stop it',
  end: 'End what it opened',
  repair: 'Repair the configuration',
  remove: 'Remove for good',
};

/** The plan as text to paste into a ticket: each step with its commands, its test and the way back. */
export function planMarkdown({ steps }: Plan): string {
  const lines: string[] = ['# Plan', ''];
  let stage: Step['stage'] | null = null;
  for (const [index, step] of steps.entries()) {
    if (step.stage !== stage) lines.push(`## ${STAGE_WORDS[step.stage]}`, '');
    stage = step.stage;
    lines.push(`${index + 1}. ${step.title}`, '');
    for (const [title, text] of stepFacts(step)) lines.push(`   ${title}: ${text}`, '');
    if (step.document) {
      const { name, before, after } = step.document;
      if (before !== null) lines.push(...block(`before-${name}`, json(before)));
      if (after !== null) lines.push(...block(name, json(after)));
    }
    if (step.commands.length > 0) lines.push(...block('Run', step.commands.join('\n')));
    if (step.test.length > 0) lines.push(...block('Test first', step.test.join('\n')));
    if (step.rollback.length > 0) lines.push(...block('Way back', step.rollback.join('\n')));
  }
  return lines.join('\n');
}

/** What to know of a step besides its commands, each with what it is called. */
export function stepFacts({ note, owner, effect }: Step): readonly (readonly [string, string])[] {
  const facts: (readonly [string, string])[] = [];
  if (note !== '') facts.push(['Before', note]);
  if (owner) facts.push(['Ask', `${owner.name} (${owner.says})`]);
  if (effect) {
    const { relations, paths } = effect;
    facts.push([
      'Severs',
      `${relations} ${relations === 1 ? 'relation' : 'relations'}, and ${paths.length} ${paths.length === 1 ? 'way' : 'ways'} to a crown jewel`,
    ]);
    for (const { from, to } of effect.opens) facts.push(['Opens', `${from} to ${to}`]);
    for (const { says } of effect.breaks) facts.push(['May break', says]);
  }
  return facts;
}

function block(title: string, text: string): string[] {
  // A fence longer than any in the text, which comes from a snapshot.
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [
    `   ${title}:`,
    '',
    `   ${fence}`,
    ...text.split('\n').map((line) => `   ${line}`),
    `   ${fence}`,
    '',
  ];
}

/** A document as text; a file is text already. */
export function json(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}
