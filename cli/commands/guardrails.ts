import { existsSync } from 'node:fs';
import type { Output } from '../../schema/contract.ts';
import { visibleText } from '../../schema/visible-text.ts';
import type { Command } from '../command.ts';
import { given, textOption } from '../options.ts';
import { readScenario } from '../read-scenario.ts';
import { withSnapshot } from '../with-snapshot.ts';

export const guardrails: Command = {
  name: 'guardrails',
  usage: 'guardrails SNAPSHOT [--for FINDING|SCENARIO-FILE] [--out FOLDER]',
  summary:
    'Policies and templates for a team’s repositories, each tried against the snapshot. Nothing is applied.',
  options: { for: { type: 'string' }, out: { type: 'string' } },
  positionals: [1, 1],
  run: async (context) => {
    const asked = textOption(context.options, 'for');
    const about =
      asked === undefined
        ? undefined
        : /\.json$/i.test(asked) || existsSync(asked)
          ? { scenario: await readScenario(asked) }
          : { finding: asked };
    return withSnapshot(context, async (handle) => {
      const answer = await context.engine.request(
        'guardrails',
        given({ handle, about, out: textOption(context.options, 'out') }),
        { signal: context.signal, onProgress: context.onProgress },
      );
      return { json: answer, text: textOf(answer) };
    });
  },
};

function textOf({ guardrails: made, notes, written }: Output<'guardrails'>): string {
  return [
    ...made.flatMap(({ title, files, check }) => [
      `${check.verdict.padEnd(9)} ${visibleText(title)}`,
      `          breaks ${check.broken.length}, keeps ${check.kept.length}; ways to crown jewels that end: ${check.pathsEnded}`,
      ...check.notBroken
        .slice(0, 3)
        .map((hop) => `          does not break ${visibleText(hop.from)} ${hop.kind} ${visibleText(hop.to)}`),
      ...check.notKept
        .slice(0, 3)
        .map((hop) => `          takes away ${visibleText(hop.from)} ${hop.kind} ${visibleText(hop.to)}`),
      ...check.usesLost.slice(0, 3).map(({ says }) => `          breaks use: ${visibleText(says)}`),
      ...check.opened
        .slice(0, 3)
        .map((hop) => `          opens ${visibleText(hop.from)} ${hop.kind} ${visibleText(hop.to)}`),
      `          ${files.map(({ name }) => name).join(', ')}`,
    ]),
    ...notes.map((note) => `note      ${visibleText(note)}`),
    ...(written === null ? [] : [`Written to ${visibleText(written)}.`]),
  ].join('\n');
}
