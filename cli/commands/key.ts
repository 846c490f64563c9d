import type { Command } from '../command.ts';
import { given, textOption } from '../options.ts';

const NO_KEY = 3;

export const key: Command = {
  name: 'key',
  usage: 'key [--key FILE] [--new FILE]',
  summary: 'The key that signs evidence: its id and public part, to give to those who verify.',
  options: { key: { type: 'string' }, new: { type: 'string' } },
  positionals: [0, 0],
  run: async ({ engine, options }) => {
    const path = textOption(options, 'new');
    if (path !== undefined) await engine.request('evidence.newKey', { path });
    const answer = await engine.request(
      'evidence.key',
      given({ keyFile: path ?? textOption(options, 'key') }),
    );
    if (answer.problem !== null) return { json: answer, text: answer.problem, status: NO_KEY };
    return { json: answer, text: `${answer.keyId}\nkept in ${answer.kept}\n${answer.publicPem?.trimEnd()}` };
  },
};
