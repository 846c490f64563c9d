import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { type Exception, exception } from '../../schema/case/exception.ts';
import type { Output } from '../../schema/contract.ts';
import { TrustpathError } from '../../schema/errors.ts';
import { visibleText } from '../../schema/visible-text.ts';
import type { Command } from '../command.ts';
import { textOption } from '../options.ts';
import { readJson } from '../read-json.ts';
import { ensureCase, withCase } from '../with-case.ts';

type Standing = Output<'case.open'>['exceptions'][number];

const granted = exception.omit({ granted: true }) as unknown as z.ZodType<Omit<Exception, 'granted'>>;

export const exceptions: Command = {
  name: 'exceptions',
  usage: 'exceptions CASE [--add FILE] [--withdraw ID]',
  summary:
    'Risks that somebody answers for until a day, those past it first; --add makes the case if there is none.',
  options: { add: { type: 'string' }, withdraw: { type: 'string' } },
  positionals: [1, 1],
  run: async (context) => {
    const file = textOption(context.options, 'add');
    const withdrawn = textOption(context.options, 'withdraw');
    const added = file === undefined ? null : await readJson(file, granted, 'the exception');
    const path = context.positionals[0] ?? '';
    if (added) await ensureCase(context, path);
    return withCase(context, path, async (opened) => {
      const apply = (id: string, value: Exception | null) =>
        context.engine.request('case.apply', {
          case: opened.case,
          action: { do: 'exception', id, exception: value },
        });
      let state = opened;
      if (withdrawn !== undefined) {
        if (!state.exceptions.some(({ id }) => id === withdrawn)) {
          throw new TrustpathError('usage', `The case has no exception ${JSON.stringify(withdrawn)}.`);
        }
        state = await apply(withdrawn, null);
      }
      if (added) state = await apply(randomUUID(), { ...added, granted: new Date().toISOString() });
      return { json: { exceptions: state.exceptions }, text: exceptionsText(state.exceptions) };
    });
  },
};

function exceptionsText(all: readonly Standing[]): string {
  if (all.length === 0) return 'The case has no exceptions.';
  const over = all.filter(({ live }) => !live).length;
  return [
    `${all.length} ${all.length === 1 ? 'exception' : 'exceptions'}, ${over} past ${over === 1 ? 'its' : 'their'} last day`,
    ...all.flatMap((standing) => [
      '',
      `${when(standing)}  ${scopeText(standing.exception.scope)}  [${standing.id}]`,
      `  ${visibleText(standing.exception.reason)}`,
      `  Meanwhile: ${visibleText(standing.exception.control)}`,
      `  Owner ${visibleText(standing.exception.owner)}, approved by ${visibleText(standing.exception.approver)}`,
    ]),
  ].join('\n');
}

function when({ live, daysLeft, exception: { expires } }: Standing): string {
  if (!live) return `PAST ITS DAY, ${expires}, by ${-daysLeft} ${daysLeft === -1 ? 'day' : 'days'}`;
  return `until ${expires}, ${daysLeft} ${daysLeft === 1 ? 'day' : 'days'} left`;
}

function scopeText(scope: Exception['scope']): string {
  switch (scope.of) {
    case 'entity':
      return visibleText(scope.entity);
    case 'finding':
      return `finding ${visibleText(scope.finding)}`;
    case 'path':
      return `path ${visibleText(scope.from)} to ${visibleText(scope.to)}`;
  }
}
