import type { Command } from '../command.ts';
import { gathered } from '../gathered.ts';
import { requiredOption } from '../options.ts';

export const importAws: Command = {
  name: 'import aws',
  usage: 'import aws PATH… --out SNAPSHOT [--add] [--strict]',
  summary: 'Reads AWS CLI output files into a snapshot.',
  options: { out: { type: 'string' }, add: { type: 'boolean' }, strict: { type: 'boolean' } },
  positionals: [1, 10_000],
  run: async (context) => {
    const answer = await context.engine.request(
      'import.aws',
      {
        paths: [...context.positionals],
        out: requiredOption(context.options, 'out'),
        add: context.options.add === true,
      },
      { signal: context.signal, onProgress: context.onProgress },
    );
    return gathered(answer, context.options);
  },
};
