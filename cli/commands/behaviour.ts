import type { Output } from '../../schema/contract.ts';
import { TrustpathError } from '../../schema/errors.ts';
import { visibleText } from '../../schema/visible-text.ts';
import type { Command } from '../command.ts';
import { given, textOption } from '../options.ts';
import { withSnapshot } from '../with-snapshot.ts';

const MOST_NAMES = 8;
const MOST_ROWS = 50;
const PARTS = ['networks', 'services', 'regions', 'namespaces', 'programs', 'callers', 'audiences'] as const;

export const behaviour: Command = {
  name: 'behaviour',
  usage: 'behaviour SNAPSHOT [IDENTITY-OR-KEY] [--since YYYY-MM-DD]',
  summary:
    'What is usual for an identity by the imported logs, and what since a day was not; without one, who deviates.',
  options: { since: { type: 'string' } },
  positionals: [1, 2],
  run: async (context) => {
    const since = dayOf(textOption(context.options, 'since'));
    const subject = context.positionals[1];
    return withSnapshot(context, async (handle) => {
      const options = { signal: context.signal };
      if (subject === undefined) {
        const all = await context.engine.request('behaviours', given({ handle, since }), options);
        return { json: all, text: behavioursText(all) };
      }
      const answer = await context.engine.request('behaviour', given({ handle, subject, since }), options);
      return { json: answer, text: behaviourText(answer) };
    });
  },
};

function behavioursText({ logs, total, deviating, identities }: Output<'behaviours'>): string {
  if (logs.length === 0) return 'The snapshot has no log of what was done.';
  const rows = identities.slice(0, MOST_ROWS).map(({ subject, events, since, deviations, compared }) => {
    const kinds = [...new Set(deviations.map(({ kind }) => kind))].join(', ');
    const what = deviations.length > 0 ? kinds : compared ? 'as before' : 'nothing before to compare with';
    return `  ${visibleText(subject)}  ${events} events, since ${since.slice(0, 10)}: ${what}`;
  });
  if (total > rows.length) rows.push(`  and ${total - rows.length} more`);
  return [`${deviating} of ${total} identities in ${logs.length} logs deviate`, ...rows].join('\n');
}

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
    for (const part of PARTS) {
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
