import type { Output } from '../../schema/contract.ts';
import { TrustpathError } from '../../schema/errors.ts';
import { visibleText } from '../../schema/visible-text.ts';
import type { Command } from '../command.ts';
import { given, textOption } from '../options.ts';
import { withSnapshot } from '../with-snapshot.ts';

const MOST_NAMES = 8;

export const behaviour: Command = {
  name: 'behaviour',
  usage: 'behaviour SNAPSHOT IDENTITY-OR-KEY [--since YYYY-MM-DD]',
  summary: 'What is usual for an identity by the imported CloudTrail, and what since a day was not.',
  options: { since: { type: 'string' } },
  positionals: [2, 2],
  run: async (context) => {
    const since = dayOf(textOption(context.options, 'since'));
    const subject = context.positionals[1] ?? '';
    return withSnapshot(context, async (handle) => {
      const answer = await context.engine.request('behaviour', given({ handle, subject, since }), {
        signal: context.signal,
      });
      return { json: answer, text: behaviourText(answer) };
    });
  },
};

function dayOf(word: string | undefined): string | undefined {
  if (word === undefined) return undefined;
  const time = /^\d{4}-\d{2}-\d{2}$/.test(word) ? Date.parse(word) : Number.NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== word)
    throw new TrustpathError('usage', `--since takes a day as YYYY-MM-DD, not ${JSON.stringify(word)}.`);
  return word;
}

function behaviourText(answer: Output<'behaviour'>): string {
  const { baseline, deviations, notTold } = answer;
  const lines = [`${visibleText(answer.subject)}: ${answer.events} events in ${answer.logs.length} logs`];
  if (baseline) {
    const days = baseline.activeDays === null ? '' : `, active on ${baseline.activeDays} days`;
    lines.push(`Before ${answer.since.slice(0, 10)} (since ${baseline.first.slice(0, 10)}${days}):`);
    for (const part of ['networks', 'services', 'regions', 'callers'] as const) {
      const names = baseline[part] ?? [];
      if (names.length === 0) continue;
      const more = names.length - MOST_NAMES;
      lines.push(
        `  ${part}: ${names
          .slice(0, MOST_NAMES)
          .map(({ name, count }) => `${visibleText(name)} (${count})`)
          .join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
      );
    }
    if (baseline.usualHours)
      lines.push(
        `  usual hours (UTC): ${baseline.usualHours.length === 0 ? 'none' : baseline.usualHours.join(', ')}`,
      );
  }
  if (answer.since !== '')
    lines.push(
      deviations.length === 0
        ? `Since ${answer.since.slice(0, 10)}: no deviation found.`
        : `Since ${answer.since.slice(0, 10)}, not as before: ${deviations.length}`,
    );
  for (const { kind, says, proof } of deviations) {
    lines.push(`  ${kind}: ${visibleText(says)}`);
    for (const { observation, pointer } of proof) lines.push(`    ${observation} ${pointer}`);
  }
  if (notTold.length > 0) lines.push('Not told:', ...notTold.map((words) => `  ${visibleText(words)}`));
  return lines.join('\n');
}
