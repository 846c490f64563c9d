import type { Command } from '../command.ts';
import { given, textOption } from '../options.ts';

export const countersign: Command = {
  name: 'countersign',
  usage: 'countersign BUNDLE [--key FILE]',
  summary: 'Adds the signature of a second person to a bundle that verifies.',
  options: { key: { type: 'string' } },
  positionals: [1, 1],
  run: async (context) => {
    const answer = await context.engine.request(
      'evidence.countersign',
      given({ path: context.positionals[0] ?? '', keyFile: textOption(context.options, 'key') }),
      { signal: context.signal },
    );
    return {
      json: answer,
      text: `Signed ${answer.path} with key ${answer.keyId}; it now bears ${answer.signers.length} signatures.`,
    };
  },
};
