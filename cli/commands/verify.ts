import { visibleText } from '../../schema/visible-text.ts';
import type { Command } from '../command.ts';
import { given, textOption } from '../options.ts';

const CHECK_FAILED = 4;

export const verify: Command = {
  name: 'verify',
  usage: 'verify BUNDLE [--public-key FILE]',
  summary: 'Checks structure, every hash, the signature and every proof of a bundle.',
  options: { 'public-key': { type: 'string' } },
  positionals: [1, 1],
  run: async (context) => {
    const answer = await context.engine.request(
      'evidence.verify',
      given({ path: context.positionals[0] ?? '', publicKeyFile: textOption(context.options, 'public-key') }),
      { signal: context.signal, onProgress: context.onProgress },
    );
    const lines = answer.checks.map(
      (check) => `${check.ok ? 'ok    ' : 'FAILED'} ${check.name}: ${visibleText(check.says)}`,
    );
    lines.push(answer.ok ? 'The bundle is what was signed.' : 'The bundle is NOT what was signed.');
    return { json: answer, text: lines.join('\n'), status: answer.ok ? 0 : CHECK_FAILED };
  },
};
