import type { Output } from '../../schema/contract.ts';
import { ENTITY_KINDS } from '../../schema/kinds/entity-kinds.ts';
import { visibleText } from '../../schema/visible-text.ts';
import type { Command } from '../command.ts';
import { countOption, given, textOption } from '../options.ts';
import { activityLines } from '../text/activity.ts';
import { pathList, unknownLines } from '../text/paths.ts';
import { countingCase } from '../with-case.ts';
import { withSnapshot } from '../with-snapshot.ts';

export function traceText(answer: Output<'trace'>): string {
  const { recognition, owner, reach } = answer;
  const lines = [
    `This is: ${recognition.label}${recognition.identifier ? ` ${visibleText(recognition.identifier)}` : ''}`,
    ...recognition.facts.map((fact) => `  ${fact.label}: ${visibleText(fact.value)}`),
    owner
      ? `Owner: ${ENTITY_KINDS[owner.kind].label} ${visibleText(owner.id)}`
      : 'Owner: not in this snapshot',
    ...answer.notes.map((note) => visibleText(note)),
  ];
  if (answer.start) {
    const kinds = reach.byKind.map(
      ({ kind, count }) => `${count} ${count === 1 ? ENTITY_KINDS[kind].label : ENTITY_KINDS[kind].plural}`,
    );
    lines.push(`Reaches ${reach.total} entities${kinds.length > 0 ? `: ${kinds.join(', ')}` : ''}`);
  }
  if (answer.activity) lines.push('', ...activityLines(answer.activity));
  lines.push('', ...pathList(answer.paths));
  if (answer.containment.length > 0) {
    lines.push('', 'Containment, in this order:');
    for (const step of answer.containment) {
      lines.push(`  ${step.order}. ${visibleText(step.title)}`, `     ${visibleText(step.why)}`);
      if (step.command) lines.push(...step.command.split('\n').map((line) => `     $ ${visibleText(line)}`));
    }
  }
  lines.push(...unknownLines(answer.unknowns));
  return lines.join('\n');
}

/** Whoever hands a secret over as an argument has left it in the shell's history and in the list of processes. */
function exposedLines(word: string, { recognition }: Output<'trace'>): string[] {
  const bare = word === '-' || recognition.type === 'entity' || word.trim() === recognition.identifier;
  return bare
    ? []
    : [
        'The credential was given as an argument: it may be in the history of the shell. "trace SNAPSHOT -" reads it from standard input.',
        '',
      ];
}

export const trace: Command = {
  name: 'trace',
  usage: 'trace SNAPSHOT CREDENTIAL-OR-ENTITY|- [--k K] [--case CASE]',
  summary: 'Whose a credential is, what it reaches, how to contain it; "-" reads it from standard input.',
  options: { k: { type: 'string' }, case: { type: 'string' } },
  positionals: [2, 2],
  run: async (context) => {
    const k = countOption(context.options, 'k', 1, 100);
    const word = context.positionals[1] ?? '';
    const text = word === '-' ? await context.readStdin() : word;
    return withSnapshot(context, async (handle) => {
      const answer = await countingCase(context, textOption(context.options, 'case'), handle, () =>
        context.engine.request('trace', given({ handle, text, k }), { signal: context.signal }),
      );
      return { json: answer, text: [...exposedLines(word, answer), traceText(answer)].join('\n') };
    });
  },
};
