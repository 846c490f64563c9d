import { visibleText } from '../../schema/visible-text.ts';
import type { Command } from '../command.ts';
import { given, listOption } from '../options.ts';

const CHECK_FAILED = 4;
const WORDS = { passed: 'ok         ', failed: 'FAILED     ', 'not-checked': 'not checked' } as const;

export const verify: Command = {
  name: 'verify',
  usage: 'verify BUNDLE [--public-key FILE]…',
  summary: 'Checks a bundle: every hash, who signed, every proof, and derives the answer again.',
  options: { 'public-key': { type: 'string', multiple: true } },
  positionals: [1, 1],
  run: async (context) => {
    const answer = await context.engine.request(
      'evidence.verify',
      given({
        path: context.positionals[0] ?? '',
        publicKeyFiles: listOption(context.options, 'public-key'),
      }),
      { signal: context.signal, onProgress: context.onProgress },
    );
    const lines = [
      ...answer.checks.map((check) => `${WORDS[check.state]} ${check.name}: ${visibleText(check.says)}`),
      '',
      ...sentences('Proven:', answer.proven),
      ...sentences('Not proven:', answer.notProven),
      '',
      answer.ok
        ? 'No check failed. What that proves, and what not, is said above.'
        : 'The bundle does NOT verify: a check failed.',
    ];
    return { json: answer, text: lines.join('\n'), status: answer.ok ? 0 : CHECK_FAILED };
  },
};

function sentences(title: string, list: readonly string[]): string[] {
  return list.length === 0 ? [] : [title, ...list.map((sentence) => `  - ${visibleText(sentence)}`)];
}
